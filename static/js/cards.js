// The cards of the view in the order of the page: which is beside which, and bringing one into sight.

const cards = () => [...document.querySelectorAll("#history .card")];
export const openerOf = (card) => card?.querySelector(".card-open");

// How near the ends of what is loaded one may come before more of the history is asked for.
const near = 8;

function askForMore(all, at) {
  if (at < near || at >= all.length - near) document.dispatchEvent(new Event("history:more"));
}

// The card that is `by` places on, or undefined.
export function beside(card, by) {
  const all = cards();
  const at = all.indexOf(card);
  if (at < 0) return undefined;
  askForMore(all, at + by);
  return all[at + by];
}

// The card of the row above (-1) or below (1) that is nearest to the middle of this one.
export function beyond(card, by) {
  const all = cards();
  const here = card.getBoundingClientRect();
  const middle = (here.left + here.right) / 2;
  let row = null;
  let least = Infinity;
  let nearest;
  let at = all.indexOf(card) + by;
  for (; all[at]; at += by) {
    const box = all[at].getBoundingClientRect();
    if (by > 0 ? box.top < here.bottom - 1 : box.bottom > here.top + 1) continue;
    row ??= box.top;
    if (Math.abs(box.top - row) > 1) break;
    const distance = Math.max(box.left - middle, middle - box.right, 0);
    if (distance < least) [nearest, least] = [all[at], distance];
  }
  askForMore(all, at);
  return nearest;
}

// The first card of which half can be seen between the header of a phone and the composer.
export function firstInSight() {
  const { scrollPaddingTop } = getComputedStyle(document.documentElement);
  const top = parseFloat(scrollPaddingTop) || 0;
  const bottom = document.querySelector(".composer-place")?.getBoundingClientRect().top ?? window.innerHeight;
  return cards().find((card) => {
    const box = card.getBoundingClientRect();
    return Math.min(box.bottom, bottom) - Math.max(box.top, top) > box.height / 2;
  });
}

// Clear of the header and of the composer, of which `scroll-padding` knows.
export const reveal = (card) => card.scrollIntoView({ block: "nearest" });
