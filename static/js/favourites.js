// The heart of a card and of its details: marked at once, and taken back when the studio could not be told.

import { announce, say } from "./announce.js";

function mark(address, on) {
  for (const button of document.querySelectorAll("[data-favourite]")) {
    if (button.dataset.favourite === address) button.setAttribute("aria-pressed", String(on));
  }
}

async function toggle(button) {
  const address = button.dataset.favourite;
  const on = button.getAttribute("aria-pressed") !== "true";
  const body = new FormData();
  if (!on) body.set("off", "yes");
  mark(address, on);
  const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value ?? "";
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    announce(on ? "Marked as a favourite" : "No longer a favourite");
    return;
  }
  mark(address, !on);
  say("The favourite could not be kept. Reload the page and try again.");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-favourite]");
  if (button) toggle(button);
});
