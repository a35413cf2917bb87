// On touch, a card's actions are a sheet at the foot of the screen.

import { isAdmin, uuidOf } from "./selection.js";

const sheet = document.getElementById("sheet");

// Its button is about one card; whether somebody may delete it.
function aim(card) {
  const remove = sheet.querySelector('[data-act="delete"]');
  remove.value = uuidOf(card);
  remove.hidden = !("own" in card.dataset || isAdmin());
  return remove;
}

function open(card) {
  const parts = [".card-about", ".card-tools"].map((part) => card.querySelector(part).cloneNode(true));
  document.getElementById("sheet-body").replaceChildren(...parts);
  aim(card);
  sheet.showModal();
}

// By a key, as with its button.
export function discard(card) {
  const remove = sheet && card && aim(card);
  if (!remove || remove.hidden) return false;
  remove.click();
  return true;
}

document.addEventListener("click", (event) => {
  const more = sheet && event.target.closest?.("[data-sheet]");
  if (more) open(more.closest(".card"));
});

// What is said on the page lies under it.
document.addEventListener("favourites:refused", () => sheet?.close());
