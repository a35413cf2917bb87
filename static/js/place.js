// Where one is in the history: what stands there stays where it is while cards come and go around it, and is there
// again after a reload and after coming back.

import { isTop, stretches } from "./stretches.js";

const { rows } = window;
const page = document.documentElement;
const wall = document.getElementById("history");
const rest = 200; // milliseconds in which nothing moves, after which a place is remembered
let marks = []; // cards that are looked at, with their distance from the top of the page
let noted = 0; // how far the page was scrolled then
let atTop = true; // of all that there is
let own = -1; // where this module has scrolled to
let led = false; // the browser has scrolled by itself since, as when a phone is turned
let timer = 0;

// The first few in the upper half of the screen; of these, the first may be gone a moment later.
function cardsHere() {
  const line = window.innerHeight / 3;
  const under = (element) => element.getBoundingClientRect().bottom > line;
  for (const stretch of stretches()) {
    const found = under(stretch) ? [...stretch.querySelectorAll(".card")].filter(under) : [];
    if (found.length) return found.slice(0, 12);
  }
  return [];
}

const marked = (card) => ({ card, top: card.getBoundingClientRect().top + window.scrollY });

export function note() {
  led = false;
  noted = window.scrollY;
  atTop = noted < 2 && isTop(stretches()[0]);
  marks = cardsHere().map(marked);
}

// Who is at the very top wants to see what comes there; everybody else sees nothing move.
export function keep() {
  const mark = marks.find(({ card }) => card.isConnected);
  if (mark && !atTop) {
    const moved = mark.card.getBoundingClientRect().top + window.scrollY - mark.top;
    // A page that has become shorter has been scrolled to its end by the browser.
    const back = led || noted > page.scrollHeight - window.innerHeight;
    if (Math.abs(moved) >= 0.5 || back) {
      window.scrollTo({ top: (back ? noted : window.scrollY) + moved, behavior: "instant" });
      own = window.scrollY;
    }
  }
  led = false;
  noted = window.scrollY;
  // The same ones, as long as nobody scrolls: or many small changes would lead away from them.
  marks = marks.filter(({ card }) => card.isConnected).map(({ card }) => marked(card));
  if (!marks.length || atTop) note();
  rememberSoon();
}

// --- Remembering ---

let key = ""; // of the entry of the browser's history that what is shown belongs to

// What is shown belongs to the entry that one is at now. One leaves it before something else is shown.
export function arrive() {
  key = history.state?.place ?? `place ${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
  if (history.state?.place !== key) history.replaceState({ ...history.state, place: key }, "");
}

let coming = 0; // ways back under way; where one was is not forgotten before one is there

// `way` leads back there, or fails; it may be overtaken by another.
export async function comeBack(way) {
  coming += 1;
  await way.catch(() => {});
  coming -= 1;
  note();
  rememberSoon();
}

function store() {
  const card = marks[0]?.card;
  const stretch = card?.isConnected && card.closest(".stretch");
  if (coming || !stretch) return;
  const newest = Math.max(...[...stretch.querySelectorAll(".card")].map((one) => Number(one.dataset.number)));
  const { before, through } = stretch.dataset;
  const place = {
    address: stretch.dataset.url,
    before: Number(before) || newest + 1,
    through: Number(through),
    card: card.id,
    top: atTop ? null : card.getBoundingClientRect().top,
  };
  try {
    sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    // a browser that keeps nothing: one begins at the top again
  }
}

export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

// At once, if there is anything to be remembered.
export function remember() {
  if (!timer) return;
  clearTimeout(timer);
  timer = 0;
  store();
}

function rememberSoon() {
  clearTimeout(timer);
  timer = setTimeout(remember, rest);
}

export function goTo(card, top) {
  window.scrollBy({ top: card.getBoundingClientRect().top - top, behavior: "instant" });
  note();
}

function onScroll() {
  // In a width that the rows do not have yet it was not somebody who scrolled, and nothing stands where it will.
  if (rows.room().width !== wall.clientWidth) led = true;
  else if (Math.abs(window.scrollY - own) >= 1) note();
  own = -1;
  rememberSoon();
}

// Other pages scroll too, and have no history.
if (wall) {
  window.addEventListener("scroll", onScroll, { passive: true });
  window.addEventListener("pagehide", remember);
}
