// One finger on a picture that is seen whole: sideways goes to the next or the previous one, which comes along beside
// it; down puts it away. Anything else is left to the page, which scrolls.

import { zoomed } from "./zoom.js";

const start = 10; // pixels after which it is clear where a finger goes
const gap = 16;

// `peek(by)`: an element with the picture before (-1) or after (1), or nothing where there is none. `step(by)` and
// `leave()` do what was asked for, once the picture has followed the finger there.
export function swipeable(container, { peek, step, leave }) {
  let swipe = null; // { id, x, y, time, moved, axis }
  let fingers = 0;
  let settling = false;

  const pictures = () => container.querySelector(".detail-pictures");
  const width = () => pictures().offsetWidth + gap;
  const atTop = () => pictures().scrollTop <= 0 && (container.closest("dialog")?.scrollTop ?? 0) <= 0;

  function move(shift, axis, moving = false) {
    const place = pictures();
    if (!place) return;
    place.style.setProperty("transition", moving ? "transform var(--calm)" : "none");
    if (shift) place.style.setProperty("transform", axis === "x" ? `translateX(${shift}px)` : `translateY(${shift}px)`);
    else place.style.removeProperty("transform");
  }

  function clear() {
    for (const beside of container.querySelectorAll(".peek")) beside.remove();
    move(0);
    swipe = null;
  }

  function begin(axis) {
    swipe.axis = axis;
    if (axis !== "x") return;
    swipe.beside = {};
    for (const by of [-1, 1]) {
      const beside = peek(by);
      if (!beside) continue;
      beside.classList.add("peek");
      beside.inert = true;
      beside.style.setProperty("transform", `translateX(${by * width()}px)`);
      pictures().append(beside);
      swipe.beside[by] = beside;
    }
  }

  async function settle(shift, axis, done) {
    settling = true;
    const place = pictures();
    move(shift, axis, true);
    place.getBoundingClientRect(); // the way begins here
    await Promise.allSettled(place.getAnimations().map((way) => way.finished));
    settling = false;
    clear();
    done?.();
  }

  function letGo(event) {
    const { axis, moved, time } = swipe;
    const speed = moved / Math.max(1, event.timeStamp - time);
    const by = moved < 0 ? 1 : -1;
    if (axis === "x") {
      const enough = Math.abs(moved) > width() / 4 || Math.abs(speed) > 0.4;
      if (enough && swipe.beside[by]) settle(-by * width(), axis, () => step(by));
      else settle(0, axis);
    } else if (moved > 120 || (moved > 40 && speed > 0.5)) settle(container.offsetHeight, axis, leave);
    else settle(0, axis);
  }

  container.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    fingers = event.isPrimary ? 1 : fingers + 1;
    if (fingers > 1) return swipe?.axis ? settle(0, swipe.axis) : clear();
    if (settling || zoomed() || !event.target.closest(".detail-pictures")) return;
    swipe = { id: event.pointerId, x: event.clientX, y: event.clientY, time: event.timeStamp, moved: 0, axis: null };
  });

  container.addEventListener("pointermove", (event) => {
    if (event.pointerId !== swipe?.id || settling || !pictures()) return;
    const [dx, dy] = [event.clientX - swipe.x, event.clientY - swipe.y];
    if (!swipe.axis) {
      if (Math.hypot(dx, dy) < start) return;
      if (Math.abs(dx) > Math.abs(dy)) begin("x");
      else if (dy > 0 && atTop()) begin("y");
      else swipe = null;
      if (!swipe) return;
    }
    if (swipe.axis === "x") {
      swipe.moved = dx;
      // At the end it gives a little, and no more.
      move(swipe.beside[dx < 0 ? 1 : -1] ? dx : dx / 4, "x");
    } else {
      swipe.moved = Math.max(0, dy);
      move(swipe.moved, "y");
    }
  });

  function lift(event) {
    if (event.pointerType !== "touch") return;
    fingers = Math.max(0, fingers - 1);
    if (event.pointerId !== swipe?.id || settling) return;
    if (!swipe.axis) swipe = null;
    else if (event.type === "pointercancel") settle(0, swipe.axis);
    else letGo(event);
  }
  container.addEventListener("pointerup", lift);
  container.addEventListener("pointercancel", lift);

  // A finger whose way is known scrolls nothing.
  container.addEventListener("touchmove", (event) => {
    if (swipe?.axis && event.cancelable) event.preventDefault();
  }, { passive: false });
}
