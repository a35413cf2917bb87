// A reference in full size: what it is called, whether it is pinned for the team, and what can be done with it here.

import { pickFor } from "./attach.js";
import { announce } from "./announce.js";
import { ask } from "./ask.js";
import { plain } from "./plain.js";
import { addPicture, full, move, nameOf, noRoom, remove, renew, tileOf, tiles } from "./references.js";

const dialog = document.getElementById("fullsize");
const part = (name) => document.getElementById(`fullsize-${name}`);
const button = (name) => dialog.querySelector(`[data-${name}]`);
let uuid = "";
let called = "";

// What was done is seen, and only to be heard; what was not is to be seen as well.
function say(sentence, refusal = "") {
  part("status").textContent = sentence;
  part("trouble").textContent = refusal;
}

function title() {
  const tile = tileOf(uuid);
  const at = tiles().indexOf(tile);
  part("title").textContent = tile ? `Reference ${at + 1} of ${tiles().length}: ${called}` : called;
  for (const one of dialog.querySelectorAll("[data-shift]")) {
    one.hidden = !tile || tiles().length < 2;
    one.disabled = !tiles()[at + Number(one.dataset.shift)];
  }
  button("swap").hidden = !tile;
  button("take").textContent = tile ? "Take it out" : "Use as a reference";
}

function fill(answer) {
  const focused = document.activeElement?.closest("[data-about]");
  const nth = [...dialog.querySelectorAll("[data-about]")].indexOf(focused);
  part("about").replaceChildren(...answer.children);
  const field = dialog.querySelectorAll("[data-about]")[nth]?.querySelector("input:not([type=hidden]), button");
  field?.focus();
  called = part("about").querySelector("[data-called]")?.dataset.called ?? called;
  title();
}

// `address` is that of its bytes.
async function openFullsize(address, name) {
  const { pathname } = new URL(address);
  uuid = pathname.split("/").filter(Boolean).pop();
  called = name;
  const picture = part("picture");
  picture.src = address;
  picture.alt = name;
  say("");
  part("about").replaceChildren();
  title();
  dialog.showModal();
  // A picture that nobody has used as a reference yet has no name there.
  if (!pathname.includes("/references/")) return;
  const answer = await ask(`${address}about/`).catch(() => null);
  if (answer && dialog.open && uuid === pathname.split("/").filter(Boolean).pop()) fill(answer);
}

async function change(form) {
  say("");
  try {
    const answer = await ask(form.action, { data: new FormData(form) });
    fill(answer);
    const pinned = dialog.querySelector("[aria-pressed]")?.getAttribute("aria-pressed") === "true";
    say(`${called}, ${pinned ? "pinned for the team" : "not pinned"}`);
    renew(uuid);
    document.dispatchEvent(new Event("shelf:changed"));
  } catch (error) {
    if (error.response?.status === 422) fill(new DOMParser().parseFromString(await error.response.text(), "text/html").body);
    else say("", "That could not be kept. Try again.");
  }
}

function take() {
  const tile = tileOf(uuid);
  if (tile) {
    remove(tile);
  } else if (full()) {
    say("", noRoom());
    return;
  } else {
    addPicture(uuid);
    announce(`${called} is reference ${tiles().length}.`);
  }
  dialog.close();
}

if (dialog) {
  dialog.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-about]")) return;
    event.preventDefault();
    change(event.target);
  });

  dialog.addEventListener("click", (event) => {
    const by = event.target.closest("[data-shift]");
    const tile = tileOf(uuid);
    if (by && tile) {
      move(tile, tiles().indexOf(tile) + Number(by.dataset.shift));
      title();
      say(part("title").textContent);
      if (by.disabled) dialog.querySelector("[data-shift]:enabled")?.focus();
    }
    if (event.target.closest("[data-swap]") && tile) {
      dialog.close();
      pickFor(tile);
    }
    if (event.target.closest("[data-take]")) take();
  });

  dialog.addEventListener("close", () => {
    part("picture").removeAttribute("src");
    const focused = document.activeElement;
    if (focused !== document.body && !dialog.contains(focused)) return;
    // The link that it was opened by may have been put anew meanwhile.
    const opener = document.querySelector('#shelf[open] .shelf-open[tabindex="0"]') ?? tileOf(uuid)?.querySelector(".reference-open");
    opener?.focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".reference-open, .shelf-open");
    if (!link || !plain(event)) return;
    event.preventDefault();
    const tile = link.closest(".reference, .shelf-tile");
    openFullsize(link.href, nameOf(tile));
  });
}
