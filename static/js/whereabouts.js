// Which card somebody was at last, so that they are there again when they have done something elsewhere: at what stands
// where the card stood, should it be gone, and at what they have brought back.

import { beside, firstInSight, inSight, openerOf, reveal } from "./cards.js";
import { elementsOf } from "./details.js";

const free = "body, #history *, #messages *, #viewer, #viewer *"; // focused, it is nothing that one would be taken from
let last = ""; // the id of the card
let back = []; // the ids of what comes back and has not been gone to

const lastCard = () => document.getElementById(last);

// To go on from.
export function here() {
  const card = lastCard();
  return card && inSight(card) ? card : firstInSight();
}

// To the first of what has been brought back: in the picture that is open over the history, or to its card.
export function toWhatIsBack() {
  const card = [...document.querySelectorAll("#history .card")].find(({ id }) => back.includes(id));
  if (!card || !document.activeElement?.matches(free)) return false;
  back = [];
  if (document.getElementById("viewer").open) openerOf(card).click();
  else {
    if (!inSight(card)) reveal(card);
    openerOf(card).focus({ preventScroll: true });
  }
  return true;
}

const isUndo = (event) => event.detail?.ctx?.sourceElement?.matches?.("[data-undo]");

document.addEventListener("focusin", ({ target }) => {
  last = target.closest(".history .card")?.id ?? last;
});
// Told before it is taken away.
document.addEventListener("history:gone", ({ detail: id }) => {
  const card = id === last && lastCard();
  if (card) last = (beside(card, 1) ?? beside(card, -1))?.id ?? "";
});
document.addEventListener("htmx:after:request", (event) => {
  if (isUndo(event)) back = [...elementsOf(event.detail.ctx.text).querySelectorAll(".card")].map(({ id }) => id);
});
document.addEventListener("htmx:finally:request", (event) => isUndo(event) && toWhatIsBack());
// In a narrow view it comes when the server has said that it belongs there.
document.addEventListener("history:judged", toWhatIsBack);
