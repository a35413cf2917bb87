// Looking closer at a picture: by wheel or trackpad at the pointer, by two fingers, by a double click or tap, by keys
// and buttons; what is closer than the whole is dragged. One picture at a time.

import { plain } from "./plain.js";

const most = 8; // times the size in which the whole fits
const twice = 300; // milliseconds between the taps of a double tap
const slop = 24; // pixels between them

let frame = null; // the link that holds the picture; its parent is what it is seen through
let scale = 1;
let x = 0; // how far the middle of the picture is from the middle of what it is seen through
let y = 0;

export const zoomed = () => scale > 1 && frame?.isConnected;

const frameIn = (place) => place?.closest(".zoom")?.querySelector(".detail-picture");

// How large the picture is when the whole of it fits, and what it is seen through.
function sizes() {
  const stage = frame.parentElement.getBoundingClientRect();
  const picture = frame.querySelector(".detail-full");
  const [width, height] = ["width", "height"].map((name) => Number(picture.getAttribute(name)) || 1);
  const fit = Math.min(stage.width / width, stage.height / height);
  return { stage, width: width * fit, height: height * fit, whole: 1 / fit / window.devicePixelRatio };
}

function show(moving = false) {
  frame.style.setProperty("transition", moving ? "transform var(--quick)" : "none");
  if (scale > 1) frame.style.setProperty("transform", `translate(${x}px, ${y}px) scale(${scale})`);
  else frame.style.removeProperty("transform");
  document.documentElement.classList.toggle("zoomed", scale > 1);
}

// No further than its own edges.
function hold({ stage, width, height }) {
  const reach = [(width * scale - stage.width) / 2, (height * scale - stage.height) / 2].map((far) => Math.max(0, far));
  x = Math.min(reach[0], Math.max(-reach[0], x));
  y = Math.min(reach[1], Math.max(-reach[1], y));
}

function take(other) {
  if (frame === other) return;
  reset();
  frame = other;
}

// What is under a point of the window stays under it.
function zoomTo(wanted, at = null, moving = false) {
  const place = sizes();
  const { stage } = place;
  const from = at ?? { x: stage.left + stage.width / 2, y: stage.top + stage.height / 2 };
  const [dx, dy] = [from.x - stage.left - stage.width / 2, from.y - stage.top - stage.height / 2];
  const next = Math.min(most, Math.max(1, wanted));
  x = dx - ((dx - x) * next) / scale;
  y = dy - ((dy - y) * next) / scale;
  scale = next;
  hold(place);
  show(moving);
}

// As many points of the screen as the picture has, where that is closer; otherwise simply closer. What fits on a phone is
// so small that a finger brings it no less than twice as close.
function toggle(at, least = 1) {
  const { whole } = sizes();
  const closer = Math.max(least, whole > 1.25 ? whole : 2.5);
  zoomTo(scale > 1 ? 1 : closer, at, true);
}

export function reset() {
  const was = frame;
  [scale, x, y] = [1, 0, 0];
  if (was?.isConnected) show();
  else document.documentElement.classList.remove("zoomed");
  frame = null;
}

// By keys and buttons: "in", "out" or "fit", for the picture that is looked at.
export function zoom(how, place) {
  const shown = zoomed() ? frame : place.querySelector(".zoom .detail-picture");
  if (!shown) return;
  take(shown);
  zoomTo({ in: scale * 1.5, out: scale / 1.5, fit: 1 }[how], null, true);
}

// --- Gestures in a container, whatever pictures it comes to hold ---

export function zoomable(container) {
  const fingers = new Map(); // and mouse buttons: what is held down, and where
  let tapped = null;
  let touch = false; // what came down last
  let far = 0; // how far the pointers went since the first came down

  const scrolls = () => {
    const scroller = container.closest("dialog") ?? document.scrollingElement;
    return scroller.scrollHeight > scroller.clientHeight + 1;
  };

  container.addEventListener("wheel", (event) => {
    const picture = frameIn(event.target);
    // A wheel alone belongs to what scrolls; with Ctrl, which is also how a trackpad tells of two fingers, it zooms.
    if (!picture || (!event.ctrlKey && !zoomed() && scrolls())) return;
    event.preventDefault();
    take(picture);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const turn = event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.003);
    zoomTo(scale * Math.exp(Math.min(0.4, Math.max(-0.4, -turn))), { x: event.clientX, y: event.clientY });
  }, { passive: false });

  container.addEventListener("pointerdown", (event) => {
    const picture = frameIn(event.target);
    if (!picture || (event.pointerType === "mouse" && event.button)) return;
    if (event.isPrimary) {
      fingers.clear();
      far = 0;
    }
    touch = event.pointerType === "touch";
    take(picture);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  container.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    // Replaced, or let go of outside the window.
    if (!frame?.isConnected || !event.buttons) return void fingers.clear();
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    far += Math.hypot(now.x - before.x, now.y - before.y);
    if (other) {
      const spread = (one) => Math.hypot(one.x - other.x, one.y - other.y);
      x += (now.x - before.x) / 2;
      y += (now.y - before.y) / 2;
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      zoomTo((scale * spread(now)) / Math.max(1, spread(before)), middle);
    } else if (scale > 1) {
      if (event.pointerType === "mouse") frame.setPointerCapture(event.pointerId);
      x += now.x - before.x;
      y += now.y - before.y;
      hold(sizes());
      show();
    }
  });

  function lift(event) {
    if (!fingers.delete(event.pointerId) || event.type === "pointercancel") return;
    if (event.pointerType !== "touch" || fingers.size || far > slop) return;
    const now = { x: event.clientX, y: event.clientY, time: event.timeStamp };
    const second = tapped && now.time - tapped.time < twice && Math.hypot(now.x - tapped.x, now.y - tapped.y) < slop;
    tapped = second ? null : now;
    if (second) toggle(now, 2);
  }
  container.addEventListener("pointerup", lift);
  container.addEventListener("pointercancel", lift);

  // Fingers that hold a picture scroll nothing. The listeners are on the container alone, so that the rest of the page
  // scrolls without waiting for them.
  for (const name of ["touchstart", "touchmove"]) {
    container.addEventListener(name, (event) => {
      if (!frameIn(event.target) || !event.cancelable) return;
      if (event.touches.length > 1 || (name === "touchmove" && zoomed())) event.preventDefault();
    }, { passive: false });
  }

  container.addEventListener("dblclick", (event) => {
    const picture = frameIn(event.target);
    if (!picture || touch) return;
    take(picture);
    toggle({ x: event.clientX, y: event.clientY });
  });

  // The link to the file is for those without a script, and for a new tab; Enter looks closer.
  container.addEventListener("click", (event) => {
    const picture = event.target.closest(".zoom .detail-picture");
    if (!picture || !plain(event)) return;
    event.preventDefault();
    if (event.detail) return;
    take(picture);
    toggle();
  });

  container.addEventListener("dragstart", (event) => {
    if (zoomed() && frameIn(event.target)) event.preventDefault();
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-zoom]");
  if (button) zoom(button.dataset.zoom, button.closest("dialog") ?? document);
});

window.addEventListener("resize", () => {
  if (!zoomed()) return;
  hold(sizes());
  show();
});
