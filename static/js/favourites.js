// The heart of a card and of its details: marked at once, on every page of this browser, and taken back when the studio
// could not be told.

import { announce, say } from "./announce.js";

const unkept = "The favourite could not be kept. Reload the page and try again.";
const unreached = "The studio could not be reached; the favourite was not kept. Try again.";
const others = new BroadcastChannel("favourites");

const marks = new Map(); // by uuid: the last mark, and until when an answer may not know of it

const uuidOf = (button) => button.dataset.favourite.split("/").at(-3);
const press = (button, on) => button.setAttribute("aria-pressed", String(on));

// For whoever has kept something of them.
function changed(uuids, on) {
  document.dispatchEvent(new CustomEvent("favourites", { detail: { uuids, on } }));
}

function mark(uuids, on, until = performance.now()) {
  for (const uuid of uuids) marks.set(uuid, { on, until });
  const meant = new Set(uuids);
  for (const button of document.querySelectorAll("[data-favourite]")) if (meant.has(uuidOf(button))) press(button, on);
  changed(uuids, on);
}

// An answer came that was asked for at that time: what was marked meanwhile it does not know.
export function remark(place, asked) {
  for (const button of place.querySelectorAll("[data-favourite]")) {
    const last = marks.get(uuidOf(button));
    if (last?.until > asked) press(button, last.on);
  }
}

// Generations were marked, or are no longer.
export function tell(uuids, on) {
  mark(uuids, on);
  others.postMessage({ uuids, on });
}

// Answers what went wrong, in words.
async function send(address, on) {
  const body = new FormData();
  if (!on) body.set("off", "yes");
  const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
  const headers = { "HX-Request": "true", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", body, headers, keepalive: true }).catch(() => null);
  return answer ? (answer.status === 204 ? "" : unkept) : unreached;
}

let sent = Promise.resolve(); // one after another: the last click is the last that the studio hears of

async function toggle(button) {
  const address = button.dataset.favourite;
  const uuid = uuidOf(button);
  const on = button.getAttribute("aria-pressed") !== "true";
  mark([uuid], on, Infinity);
  const own = marks.get(uuid);
  sent = sent.then(() => send(address, on));
  const trouble = await sent;
  own.until = performance.now();
  if (!trouble) {
    changed([uuid], on);
    others.postMessage({ uuids: [uuid], on });
    announce(on ? "Marked as a favourite" : "No longer a favourite");
  } else {
    mark([uuid], !on);
    const refused = new CustomEvent("favourites:refused", { detail: trouble, cancelable: true });
    if (document.dispatchEvent(refused)) say(trouble);
  }
}

others.addEventListener("message", ({ data }) => mark(data.uuids, data.on));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-favourite]");
  if (!button) return;
  event.preventDefault(); // it may stand in a form, for those without a script
  toggle(button);
});
