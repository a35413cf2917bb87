// The heart of a card and of its details: marked at once, on every page of this browser, and taken back when the studio
// could not be told.

import { announce, say } from "./announce.js";

const others = new BroadcastChannel("favourites");

const uuidOf = (button) => button.dataset.favourite.split("/").at(-3);

function mark(uuids, on) {
  const meant = new Set(uuids);
  for (const button of document.querySelectorAll("[data-favourite]")) {
    if (meant.has(uuidOf(button))) button.setAttribute("aria-pressed", String(on));
  }
  document.dispatchEvent(new CustomEvent("favourites", { detail: { uuids } }));
}

// Generations were marked, or are no longer.
export function tell(uuids, on) {
  mark(uuids, on);
  others.postMessage({ uuids, on });
}

async function send(address, on) {
  const body = new FormData();
  if (!on) body.set("off", "yes");
  const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
  const headers = { "HX-Request": "true", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", body, headers }).catch(() => null);
  return answer?.status === 204;
}

let sent = Promise.resolve(); // one after another: the last click is the last that the studio hears of

async function toggle(button) {
  const address = button.dataset.favourite;
  const uuid = uuidOf(button);
  const on = button.getAttribute("aria-pressed") !== "true";
  mark([uuid], on);
  sent = sent.then(() => send(address, on));
  if (await sent) {
    others.postMessage({ uuids: [uuid], on });
    announce(on ? "Marked as a favourite" : "No longer a favourite");
  } else {
    mark([uuid], !on);
    say("The favourite could not be kept. Reload the page and try again.");
  }
}

others.addEventListener("message", ({ data }) => mark(data.uuids, data.on));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-favourite]");
  if (!button) return;
  event.preventDefault(); // it may stand in a form, for those without a script
  toggle(button);
});
