// The cards of the view, or of the trash, in the order of the page: which is beside which, and bringing one into sight.

const cards = () => [...document.querySelectorAll(".history .card")];
export const openerOf = (card) => card?.querySelector(".card-open");

export const placeOf = (card) => cards().indexOf(card);
export const cardAtPlace = (place) => cards()[place];

// The card that is `by` places on, or undefined.
export const beside = (card, by) => cardAtPlace(placeOf(card) + by);

// The card of the row above (-1) or below (1) that is nearest to the middle of this one.
export function beyond(card, by) {
  const all = cards();
  const here = card.getBoundingClientRect();
  const middle = (here.left + here.right) / 2;
  let row = null;
  let least = Infinity;
  let nearest;
  for (let at = all.indexOf(card) + by; all[at]; at += by) {
    const box = all[at].getBoundingClientRect();
    if (by > 0 ? box.top < here.bottom - 1 : box.bottom > here.top + 1) continue;
    row ??= box.top;
    if (Math.abs(box.top - row) > 1) break;
    const distance = Math.max(box.left - middle, middle - box.right, 0);
    if (distance < least) [nearest, least] = [all[at], distance];
  }
  return nearest;
}

// How near the ends of what is loaded one may come before more of the history is asked for.
const near = 8;

export function askForMore(card) {
  const all = cards();
  const at = all.indexOf(card);
  if (at < near || at >= all.length - near) document.dispatchEvent(new Event("history:more"));
}

// Whether half of a card can be seen between the header of a phone and the composer.
export function inSight(card) {
  const top = parseFloat(getComputedStyle(card).scrollMarginTop);
  const bottom = document.querySelector(".composer-place")?.getBoundingClientRect().top ?? window.innerHeight;
  const box = card.getBoundingClientRect();
  return Math.min(box.bottom, bottom) - Math.max(box.top, top) > box.height / 2;
}

export const firstInSight = () => cards().find(inSight);

// Clear of the header and of the composer, of which its `scroll-margin` knows.
export const reveal = (card) => card.scrollIntoView({ block: "nearest" });

// Whether nothing of a card can be seen.
export function outOfSight(card) {
  const { top, bottom } = card.getBoundingClientRect();
  return bottom < 0 || top > window.innerHeight;
}

// So that the history comes along behind a picture that is open over it, no sooner than it must.
export const follow = (card) => outOfSight(card) && reveal(card);
