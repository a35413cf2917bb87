// The order of the references, which counts: a tile is dragged to its place, or moved there by the arrow keys.

import { dismiss } from "./attach.js";
import { move, tiles } from "./references.js";

const slack = 6; // pixels before a press is a drag
let held = null; // {tile, pointer, x, y}, and once it is dragged {boxes, to}

const handle = (event) => event.target.closest?.("#references .reference-open");
const folded = () => document.documentElement.classList.contains("composer-folded");

function shift(tile, x, y) {
  if (x || y) tile.style.setProperty("translate", `${x}px ${y}px`);
  else tile.style.removeProperty("translate");
}

// Where each tile stands while one is held over the place `to`.
function preview() {
  const { boxes, from, to } = held;
  tiles().forEach((tile, index) => {
    if (tile === held.tile) return;
    let place = index;
    if (index > from && index <= to) place -= 1;
    if (index < from && index >= to) place += 1;
    shift(tile, boxes[place].left - boxes[index].left, boxes[place].top - boxes[index].top);
  });
}

function lift() {
  const all = tiles();
  held.boxes = all.map((tile) => tile.getBoundingClientRect());
  held.from = held.to = all.indexOf(held.tile);
  held.tile.setPointerCapture(held.pointer);
  document.documentElement.classList.add("arranging");
  held.tile.classList.add("held");
}

function drop(wanted) {
  const { tile, to, boxes } = held;
  held = null;
  if (!boxes) return;
  document.documentElement.classList.remove("arranging");
  for (const one of tiles()) shift(one, 0, 0);
  tile.classList.remove("held");
  if (wanted) move(tile, to);
  // The click that ends a drag opens nothing.
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
}

document.addEventListener("pointerdown", (event) => {
  const link = handle(event);
  if (!link || event.button || !event.isPrimary || folded()) return;
  held = { tile: link.closest(".reference"), pointer: event.pointerId, x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (held?.pointer !== event.pointerId) return;
  const [x, y] = [event.clientX - held.x, event.clientY - held.y];
  if (!held.boxes) {
    if (Math.hypot(x, y) < slack || tiles().length < 2) return;
    lift();
  }
  shift(held.tile, x, y);
  const middle = held.boxes[held.from].left + held.boxes[held.from].width / 2 + x;
  const distances = held.boxes.map((box) => Math.abs(box.left + box.width / 2 - middle));
  held.to = distances.indexOf(Math.min(...distances));
  preview();
});

document.addEventListener("pointerup", (event) => held?.pointer === event.pointerId && drop(true));
document.addEventListener("pointercancel", (event) => held?.pointer === event.pointerId && drop(false));

const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held?.boxes) {
    event.preventDefault();
    drop(false);
    return;
  }
  const link = handle(event);
  if (!link || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const tile = link.closest(".reference");
  if (steps[event.key]) {
    event.preventDefault();
    if (move(tile, tiles().indexOf(tile) + steps[event.key])) link.focus();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    dismiss(tile);
  }
});
