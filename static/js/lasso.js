// A rectangle drawn with the mouse, from the empty ground between and beside the cards, selects what it touches. At the
// edges of the window the page scrolls along.

import { select, selectable, tell, uuidOf, uuids } from "./selection.js";

const root = document.documentElement;
const threshold = 6; // pixels before a press counts as drawing
const edge = 56; // how near an edge the page begins to scroll
const ground = "a, button, input, textarea, select, label, summary, form, header, nav, dialog, p, [popover], .card, .messages";
let from = null; // where it began, on the page
let pointer = null; // where it is, in the window
let rectangle = null;
let before = []; // what was selected already
const touched = new Map(); // by uuid; cards that were scrolled out of the page keep what they had

function begin(event) {
  const { target, clientX, clientY } = event;
  const onScrollbar = clientX >= root.clientWidth;
  if (event.button || event.pointerType !== "mouse" || event.ctrlKey || event.metaKey || onScrollbar) return;
  if (!target.closest?.("#main, body, html") || target.closest(ground)) return;
  from = { x: clientX + window.scrollX, y: clientY + window.scrollY };
  pointer = { x: clientX, y: clientY };
}

function move({ clientX, clientY, buttons }) {
  if (!from) return;
  if (!buttons) return end();
  pointer = { x: clientX, y: clientY };
  const far = Math.hypot(clientX + window.scrollX - from.x, clientY + window.scrollY - from.y);
  if (!rectangle && far > threshold) draw();
}

function draw() {
  before = uuids();
  touched.clear();
  rectangle = document.createElement("div");
  rectangle.className = "lasso";
  document.body.append(rectangle);
  root.classList.add("lassoing");
  window.getSelection().removeAllRanges();
  requestAnimationFrame(frame);
}

function frame() {
  if (!rectangle) return;
  const past = Math.min(pointer.y - edge, 0) || Math.max(pointer.y - window.innerHeight + edge, 0);
  if (past) window.scrollBy(0, past / 3);
  update();
  requestAnimationFrame(frame);
}

function update() {
  const [x, y] = [from.x - window.scrollX, from.y - window.scrollY];
  const left = Math.min(x, pointer.x);
  const top = Math.min(y, pointer.y);
  const [width, height] = [Math.abs(pointer.x - x), Math.abs(pointer.y - y)];
  for (const [name, value] of Object.entries({ left, top, width, height })) rectangle.style.setProperty(name, `${value}px`);
  for (const card of selectable()) {
    const box = card.getBoundingClientRect();
    const hit = box.left < left + width && box.right > left && box.top < top + height && box.bottom > top;
    touched.set(uuidOf(card), hit);
  }
  const wanted = [...before, ...[...touched].filter(([, hit]) => hit).map(([uuid]) => uuid)];
  const now = uuids();
  if (new Set(wanted).size !== now.length || wanted.some((uuid) => !now.includes(uuid))) select(wanted);
}

function end() {
  from = null;
  if (!rectangle) return;
  rectangle.remove();
  rectangle = null;
  root.classList.remove("lassoing");
  tell();
}

if (document.getElementById("selection")) {
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
  // Before what is selected is let go.
  document.addEventListener("dismiss", (event) => {
    if (!rectangle) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    select(before);
    end();
  }, true);
}
