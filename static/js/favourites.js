// The heart of a card: marked at once, and taken back when the studio could not be told.

import { announce, say } from "./announce.js";

async function toggle(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  const body = new FormData();
  if (!on) body.set("off", "yes");
  button.setAttribute("aria-pressed", String(on));
  const token = document.querySelector('#composer [name="csrfmiddlewaretoken"]')?.value ?? "";
  const answer = await fetch(button.dataset.favourite, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    announce(on ? "Marked as a favourite" : "No longer a favourite");
    return;
  }
  button.setAttribute("aria-pressed", String(!on));
  say("The favourite could not be kept. Reload the page and try again.");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-favourite]");
  if (button) toggle(button);
});
