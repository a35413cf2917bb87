// The prompt library over the composer: search, arrows, Enter; a prompt with placeholders asks for them first.

import { composer, unfold } from "./composer.js";
import { undone, unreachable } from "./failures.js";
import { fillIn } from "./filling.js";
import { insert, replaceAll } from "./insert.js";
import { names } from "./placeholders.js";

const { htmx } = window;
const library = document.getElementById("library");
const search = document.getElementById("prompt-search");
const list = () => document.getElementById("prompt-list");
const options = () => [...list().querySelectorAll('[role="option"]')];
const area = () => document.getElementById("prompt");
const fine = window.matchMedia("(pointer: fine)");

// --- What the dialog shows: "list", "fields" or "save" ---

function turn(view, title = "Prompts") {
  document.getElementById("library-head").textContent = title;
  for (const part of library.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== view;
  library.querySelector("[data-library-back]").hidden = view === "list";
  trouble("");
}

function trouble(sentence) {
  document.getElementById("library-trouble").textContent = sentence;
}

// That a prompt was used is only counted, and may be missed.
function onFailure({ detail }, sentence) {
  const isCount = detail?.ctx?.sourceElement === library;
  if (!isCount && detail?.ctx?.response?.status !== 422) trouble(sentence);
}

let caret = [0, 0]; // of the prompt; a browser forgets it while another field has the focus
let then = null; // what is to be done with the prompt once the dialog is closed

function open() {
  unfold();
  if (library.open) return;
  caret = [area().selectionStart, area().selectionEnd];
  library.showModal();
}

function close(callback) {
  then = callback;
  library.close();
}

function onClose() {
  area().setSelectionRange(...caret);
  then?.();
  then = null;
}

function showList(byKey = false) {
  open();
  turn("list");
  hurried = false;
  library.querySelector("[data-library-save]").disabled = !area().value.trim();
  search.value = "";
  htmx.ajax("GET", library.dataset.url, { source: "#prompt-search", target: "#prompt-list", swap: "outerHTML" });
  // On a phone the keyboard would cover what is to be chosen from; a key that was pressed belongs to one that does not.
  (byKey || fine.matches ? search : library).focus({ preventScroll: true });
}

async function showSave() {
  turn("save", "Save this prompt");
  const place = document.getElementById("prompt-save");
  place.replaceChildren();
  await htmx.ajax("GET", place.dataset.url, { source: "#prompt-save", target: "#prompt-save", swap: "innerHTML" });
  const form = place.querySelector("form");
  if (!form) return;
  form.elements.text.value = area().value.trim();
  form.elements.name.focus();
}

// --- Choosing ---

let hurried = false; // Enter was pressed before the list had come
let saved = {}; // what was, while the list is fetched that has it

const active = () => list().querySelector('[aria-selected="true"]');

function point(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) search.setAttribute("aria-activedescendant", option.id);
  else search.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

// What a list that has come is heard as; nothing outside the dialog is heard while it is open.
function tell(saved) {
  const number = options().length;
  search.setAttribute("aria-expanded", String(number > 0));
  const found = list().querySelector(".prompt-none")?.textContent ?? (number === 1 ? "1 prompt" : `${number} prompts`);
  document.getElementById("prompt-found").textContent = saved ? `${saved}. ${found}` : found;
}

function move(by) {
  const all = options();
  if (!all.length) return;
  const at = all.indexOf(active());
  point(all[(at + by + all.length) % all.length]);
}

function take(option) {
  const text = option.querySelector(".prompt-text").textContent;
  const { used } = option.dataset;
  const put = (words) => {
    close(() => insert(area(), words));
    if (used) htmx.ajax("POST", used, { source: "#library", swap: "none" });
  };
  if (names(text).length) fill(text, option.querySelector(".prompt-name").textContent, put);
  else put(text);
}

function fill(text, title, put) {
  open();
  turn("fields", title);
  fillIn(text, put);
}

function fillComposer() {
  fill(area().value, "This prompt", (words) => close(() => replaceAll(area(), words)));
}

// --- Events ---

function onSearchKey(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    hurried = true;
    takeFound();
  }
}

// Whoever types and presses Enter at once means what that finds, which may still be on its way.
function takeFound() {
  if (!hurried || list().dataset.q !== search.value.trim()) return;
  hurried = false;
  if (active()) take(active());
}

function onSwap({ detail }) {
  const form = document.getElementById("prompt-form");
  if (form?.dataset.kept) {
    saved = { said: form.dataset.kept, id: form.dataset.id };
    form.remove();
    showList();
  }
  if (detail.ctx.target?.id !== "prompt-list") return;
  tell(saved.said);
  const fresh = document.getElementById(saved.id);
  saved = {};
  point(fresh ?? active() ?? options()[0]);
  takeFound();
}

if (library) {
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest?.("[data-library], [data-library-back]")) showList(!event.detail);
    if (target.closest?.("[data-fill]")) fillComposer();
    if (target.closest?.("[data-library-save]")) showSave();
    const option = target.closest?.('#prompt-list [role="option"]');
    if (option) take(option);
  });

  document.addEventListener("keydown", (event) => {
    const shortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!shortcut || !composer() || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    showList(true);
  });

  // A slash at the very beginning, also from the keyboard of a phone, which tells no keys.
  document.addEventListener("beforeinput", (event) => {
    if (event.target.id !== "prompt" || event.data !== "/" || event.target.value || !event.cancelable) return;
    event.preventDefault();
    showList();
  });

  // A slash may have been a real key all the same; so is then what follows.
  library.addEventListener("keydown", (event) => {
    if (event.target !== library || !search.checkVisibility()) return;
    if (event.key.length > 1 && !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    search.focus({ preventScroll: true });
    onSearchKey(event);
  });
  search.addEventListener("keydown", onSearchKey);
  library.addEventListener("htmx:after:swap", onSwap);
  library.addEventListener("htmx:before:request", () => trouble(""));
  library.addEventListener("htmx:error", (event) => onFailure(event, unreachable));
  library.addEventListener("htmx:response:error", (event) => onFailure(event, undone));
  library.addEventListener("close", onClose);
}
