// A long press on a card begins to select on touch, where nothing hovers; the next one takes all in between along.

import { extend, uuidOf } from "./selection.js";

const long = 400; // milliseconds; a phone opens the menu of a link after half a second
const slack = 10; // pixels that a resting finger moves
const after = 400; // milliseconds within which the click comes, if any does
let timer = 0;
let from = null;
let held = false; // the press has selected; what the browser would do at its end is not wanted
let ending = 0;

function begin(event) {
  forget();
  const card = event.target.closest?.("#history .card");
  if (event.pointerType === "mouse" || !event.isPrimary || !card?.querySelector("[data-select]")) return;
  from = { x: event.clientX, y: event.clientY };
  clearTimeout(timer);
  timer = setTimeout(() => {
    held = true;
    extend(uuidOf(card));
  }, long);
}

function forget() {
  clearTimeout(ending);
  held = false;
}

function stop() {
  clearTimeout(timer);
}

function lift() {
  stop();
  ending = setTimeout(forget, after);
}

function move(event) {
  if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > slack) stop();
}

function swallow(event) {
  // A click that a key makes counts nothing.
  const isKeys = event.type === "click" && !event.detail;
  if (!held || isKeys || !event.target.closest?.("#history .card")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

if (document.getElementById("selection")) {
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", lift);
  document.addEventListener("pointercancel", lift);
  document.addEventListener("scroll", stop, { passive: true });
  // The menu that a long press on a link opens, and the click that some browsers add at its end: before all others.
  window.addEventListener("contextmenu", swallow, true);
  window.addEventListener("click", swallow, true);
}
