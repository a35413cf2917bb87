// The up arrow brings back earlier prompts of one's own, as a shell does; what was being typed waits below them. Where
// there are no arrows, buttons do the same.

import { announce } from "./announce.js";
import { composer } from "./composer.js";

const keys = window.matchMedia("(pointer: fine)");
const address = document.querySelector(".composer-place")?.dataset.prompts;
const area = () => document.getElementById("prompt");

let rows = null; // what the server has, once asked
let own = []; // typed on this page: {prompt}, and {group} once it was sent
let shown = []; // while one of them is shown
let at = -1;
let waiting = "";
let steps = 0; // back, while they are fetched

const recalling = () => at >= 0 && area()?.value === shown[at];

// What is being typed, also while something earlier is looked at.
export const typed = () => (recalling() ? waiting : (area()?.value ?? ""));

async function fetched() {
  const response = await fetch(address, { redirect: "error" });
  if (!response.ok) throw new Error(response.statusText);
  return (await response.json()).prompts;
}

// What was typed here stands for what was made of it, which may be alternatives.
function earlier() {
  const here = new Set(own.map(({ group }) => group).filter(Boolean));
  const all = [...own, ...rows.filter(({ group }) => !here.has(group))].map(({ prompt }) => prompt);
  return [...new Set(all)].filter((prompt) => prompt !== waiting);
}

function note(text) {
  const line = document.getElementById("recalled");
  if (!line) return;
  line.hidden = !text;
  line.querySelector("p").textContent = text;
  const [back, forth] = line.querySelectorAll("button");
  back.hidden = forth.hidden = at < 0;
  back.disabled = at === shown.length - 1;
}

function tell(sentence) {
  note(sentence);
  announce(sentence);
}

// Whoever counts letters or pictures hears of it; that nobody typed it is said along.
function put(text) {
  area().value = text;
  area().setSelectionRange(text.length, text.length);
  area().scrollTop = area().scrollHeight;
  area().dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "recalled" }));
}

function show(index) {
  at = index;
  if (at < 0) {
    note("");
    put(waiting);
    announce(waiting ? `What you were typing: ${waiting}` : "An empty prompt");
    return;
  }
  put(shown[at]);
  const where = `Earlier prompt ${at + 1} of ${shown.length}`;
  note(keys.matches ? `${where}. Escape goes back to what you were typing.` : `${where}.`);
  announce(`${where}: ${shown[at]}`);
}

async function older() {
  if (recalling()) return at < shown.length - 1 ? show(at + 1) : undefined;
  steps += 1;
  if (steps > 1) return undefined;
  const before = area().value;
  rows ??= await fetched().catch(() => null);
  const back = steps;
  steps = 0;
  if (!rows) return tell("The earlier prompts could not be fetched. Try again.");
  if (area().value !== before) return undefined; // typed on meanwhile
  waiting = before;
  shown = earlier();
  return shown.length ? show(Math.min(back, shown.length) - 1) : tell("There is no earlier prompt of yours.");
}

// The recalled prompt is being typed from now on; what waited is among the earlier ones.
function settle() {
  note("");
  if (at < 0) return;
  if (waiting.trim()) own.unshift({ prompt: waiting });
  [at, waiting] = [-1, ""];
}

const leaving = ["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (target.id !== "prompt" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const top = target.selectionStart === 0 && target.selectionEnd === 0;
  if (key === "ArrowUp" && (recalling() || top)) older();
  else if (key === "ArrowDown" && recalling()) show(at - 1);
  else if (key === "Escape" && recalling()) show(-1);
  else {
    if (leaving.includes(key)) take();
    return;
  }
  event.preventDefault();
}, true);

document.addEventListener("click", ({ target }) => {
  const way = target.closest?.("[data-recall]")?.dataset.recall;
  if (way === "older") older();
  if (way === "newer" && recalling()) show(at - 1);
});

function take() {
  if (!recalling()) return;
  settle();
  area().dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("pointerdown", (event) => event.target.id === "prompt" && take());
document.addEventListener("input", (event) => {
  if (event.target.id === "prompt" && event.detail !== "recalled") settle();
}, true);

// --- What is sent here is the newest of them ---

let sending = null;

document.addEventListener("htmx:before:request", (event) => {
  if (event.detail?.ctx?.sourceElement?.id !== "composer") return;
  settle();
  sending = { prompt: area().value, group: composer().elements.group.value };
});

document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.target?.id !== "composer" || ctx.request.method !== "POST" || !sending) return;
  if (composer().elements.group.value === sending.group) return; // it was refused
  own.unshift(sending);
  [rows, sending] = [null, null];
});
