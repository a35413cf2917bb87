// The composer: folds out of the way while one looks, grows with the prompt, and never loses what was typed.

import { uploading, whenUploaded } from "./references.js";

const root = document.documentElement;
const unreachable = "The studio could not be reached. Nothing was lost; try again.";
const refused = "This page is out of date. Reload it and send again; the prompt is kept.";

export const composer = () => document.getElementById("composer");
const prompt = () => document.getElementById("prompt");

// --- Folding: one line while the history is looked at ---

let folded = root.classList.contains("composer-folded"); // or about to be
let touched = 0; // when the composer was last typed in, focused or dropped on
let lastScroll = window.scrollY;

// However it is held: one that lies on its side is wide, but low. early.js knows the same screens.
const phone = "(max-width: 720px), (max-height: 500px) and (pointer: coarse)";
const isPhone = () => window.matchMedia(phone).matches;
const frame = () => new Promise(requestAnimationFrame);

function show() {
  root.classList.toggle("composer-folded", folded);
}

// Whoever looks at pictures sees nothing jump: it leaves, and comes back in its other shape.
async function turn(fold) {
  if (fold === folded) return;
  folded = fold;
  root.classList.add("composer-turning");
  const leaving = document.querySelector(".composer-place").getAnimations();
  await Promise.allSettled(leaving.map(({ finished }) => finished));
  show();
  // It has to be laid out before it can be seen.
  await frame();
  await frame();
  root.classList.remove("composer-turning");
}

let alone = false; // while something is put into it by itself

// At once, for whoever reaches for it.
export function unfold() {
  if (alone) return;
  touched = Date.now();
  folded = false;
  root.classList.remove("composer-turning");
  show();
}

const isWrong = () => composer().querySelector('[aria-invalid="true"], .error:not(:empty)');

// Something comes back into it. On a phone, one line is enough to know of that.
export async function putBack(work) {
  alone = isPhone();
  await work();
  alone = false;
  if (!isPhone() || isWrong() || composer().contains(document.activeElement)) unfold();
}

function onScroll() {
  const form = composer();
  const y = window.scrollY;
  const down = y - lastScroll;
  if (Math.abs(down) < 8) return;
  lastScroll = y;
  if (!form) return;
  const inside = form.contains(document.activeElement) ? document.activeElement : null;
  if (inside && inside !== prompt()) return;
  if (down > 0 && y > 60 && Date.now() - touched > 800) turn(true);
  if (y < 24 && !isPhone()) turn(false);
}

// --- Growing, counting ---

function fit(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.setProperty("height", "auto");
  area.style.setProperty("height", `${area.scrollHeight}px`);
}

function room(area) {
  const limit = Number(area.dataset.limit);
  const line = document.getElementById("prompt-room");
  if (!limit || !line) return;
  const left = limit - area.value.length;
  line.hidden = left > limit * 0.15;
  const letters = Math.abs(left) === 1 ? "1 character" : `${Math.abs(left)} characters`;
  line.textContent = left < 0 ? `${letters} too many` : `${letters} left`;
  line.classList.toggle("over", left < 0);
  area.setCustomValidity(left < 0 ? `The prompt is ${letters} too long.` : "");
}

function refresh() {
  const area = prompt();
  if (!area) return;
  fit(area);
  room(area);
}

// The history keeps room for the unfolded composer, so that its last row is never hidden.
const measure = new ResizeObserver(([entry]) => {
  const height = `${Math.ceil(entry.target.offsetHeight)}px`;
  root.style.setProperty("--composer-now", height);
  if (!root.classList.contains("composer-folded")) root.style.setProperty("--composer-height", height);
});

function watchPlace() {
  const place = document.querySelector(".composer-place");
  if (place) measure.observe(place);
}

// --- Sending ---

export function complain(sentence) {
  const place = document.getElementById("composer-errors");
  if (!place) return;
  const line = document.createElement("p");
  line.className = "error";
  line.textContent = sentence;
  place.replaceChildren(line);
  unfold();
}

const isComposers = (event) => event.detail?.ctx?.sourceElement?.id === "composer" && event.detail.ctx.request.method === "POST";

document.addEventListener("htmx:config:request", (event) => {
  if (!isComposers(event)) return;
  if (!uploading()) return;
  event.preventDefault();
  const form = composer();
  const { submitter } = event.detail.ctx.request;
  form.classList.add("waiting");
  // The same button, which may have been one that asks for no picture; another composer may have come meanwhile.
  whenUploaded(() => (submitter ?? form).isConnected && form.requestSubmit(submitter));
});

document.addEventListener("htmx:before:request", (event) => {
  if (!isComposers(event)) return;
  document.getElementById("composer-errors")?.replaceChildren();
  prompt().readOnly = true; // what is typed while it travels would be swapped away
  composer().classList.remove("waiting");
  composer().setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", (event) => {
  if (!isComposers(event)) return;
  const area = prompt();
  if (area) area.readOnly = false;
  composer()?.removeAttribute("aria-busy");
});

document.addEventListener("htmx:error", (event) => {
  if (isComposers(event)) complain(unreachable);
});

document.addEventListener("htmx:response:error", (event) => {
  if (!isComposers(event)) return;
  const { status } = event.detail.ctx.response;
  if (status === 401 || status === 403) complain(refused);
  else if (status === 413) complain("That was more than the studio takes at once. Send fewer or smaller references.");
  else if (status === 507) complain("The studio's disk is full; an admin has to make room. The prompt is kept.");
  else if (status !== 422) complain(unreachable);
});

// What could not be sent can be by now.
document.addEventListener("connection:found", () => {
  const place = document.getElementById("composer-errors");
  if (place?.textContent === unreachable) place.replaceChildren();
});

// A fresh composer has come: after a picture was asked for, from "Use again", or with what has to be mended.
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.target?.id !== "composer") return;
  refresh();
  unfold();
  const wrong = composer()?.querySelector('[aria-invalid="true"]');
  const area = wrong ?? prompt();
  if (wrong || ctx.request.method === "GET" || window.matchMedia("(pointer: fine)").matches) {
    area?.focus({ preventScroll: true });
    if (area === prompt()) area?.setSelectionRange(area.value.length, area.value.length);
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "prompt") return;
  unfold();
  refresh();
});

window.addEventListener("composer:touched", unfold);

// The browser can only say what is wrong with a field that is seen.
document.addEventListener(
  "invalid",
  ({ target }) => {
    if (target.form !== composer()) return;
    unfold();
    // The browser's own words are about a field; typing takes these away again.
    if (target === prompt() && target.validity.valueMissing) target.setCustomValidity("Write what the picture should show.");
  },
  true,
);

document.addEventListener("focusin", (event) => {
  if (event.target.closest?.("#composer")) unfold();
});

export function goOn() {
  const area = prompt();
  area.focus({ preventScroll: true });
  area.setSelectionRange(area.value.length, area.value.length);
  area.scrollTop = area.scrollHeight;
}

let reachedFor = false; // while it was folded

document.addEventListener(
  "pointerdown",
  () => {
    reachedFor = root.classList.contains("composer-folded");
  },
  { capture: true },
);

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#composer")) return;
  unfold();
  // Where its one line was touched says nothing: one goes on at the end.
  if (reachedFor && !event.target.closest("a, button")) goOn();
  reachedFor = false;
});

document.addEventListener("keydown", (event) => {
  if (event.target.id === "prompt" && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    event.preventDefault();
    composer().requestSubmit(composer().querySelector(".send"));
  }
});

window.addEventListener("scroll", onScroll, { passive: true });

if (composer()) {
  refresh();
  watchPlace();
  const isDraft = "drafted" in document.querySelector(".composer-place").dataset;
  if (isWrong() || (prompt().value && !(isDraft && isPhone()))) unfold();
  if (!isDraft && !isWrong() && window.matchMedia("(pointer: fine)").matches) goOn();
}

// --- Taking back what was just done ---

export function offerUndo(sentence, undo) {
  const line = document.createElement("p");
  line.className = "undo";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "text-button";
  button.textContent = "Put it back";
  button.addEventListener("click", () => {
    undo();
    prompt().focus();
    line.remove();
  });
  line.append(`${sentence} `, button);
  document.getElementById("prompt-errors")?.replaceChildren(line);
}
