// What the composer says of how many references it has: what is to be described, and whether there is room for one more.

import { clearErrors, full, noRoom, refuse, tiles } from "./references.js";

const form = () => document.getElementById("composer");
const ways = ".attach-pick, .attach-link, #references-input"; // all but the shelf, which also takes away

// generator/forms/composing.py has the same hints.
function show() {
  if (!form()) return;
  document.getElementById("prompt").placeholder = tiles().length ? "Describe the change" : "Describe a picture";
  for (const way of form().querySelectorAll(ways)) {
    way.dataset.title ??= way.title;
    way.title = full() ? noRoom() : way.dataset.title;
    if (way.matches("label")) continue;
    if (full()) way.setAttribute("aria-disabled", "true");
    else way.removeAttribute("aria-disabled");
  }
}

// A file that replaces another is asked for by a script, and a link that is being written can be put away.
document.addEventListener(
  "click",
  (event) => {
    const way = event.isTrusted && full() && event.target.closest?.(ways);
    if (!way || !form()?.contains(way) || way.getAttribute("aria-expanded") === "true") return;
    event.preventDefault();
    event.stopPropagation();
    clearErrors();
    refuse(noRoom());
  },
  { capture: true },
);

document.addEventListener("references:changed", show);
show();
