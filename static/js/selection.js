// What is selected: generations by their uuid, so that a selection outlives cards that are morphed, dropped and fetched
// again. A circle on a card, Shift with a click or a key, a long press and the lasso select; bulk.js does something with it.

import { announce, say } from "./announce.js";

const root = document.documentElement;
const wall = document.getElementById("history");
const bar = document.getElementById("selection");
const most = Number(bar?.dataset.most);
const fields = "input, textarea, select, [contenteditable]";
const selected = new Map(); // by uuid: what its card said of it
const gone = new Set(); // uuids that are to be forgotten
let anchor = ""; // the uuid that a range begins with
let origin = null; // what had the focus before the bar
let watcher = null; // for the browser's own wish to close what is open
let closed = { at: -Infinity, box: null }; // when the bar went, and where it had been
const impatience = 600; // milliseconds in which a second press still means the bar
const notYours = "Only their authors and admins delete these.";

export const selecting = () => selected.size > 0;
export const uuids = () => [...selected.keys()];
export const about = () => [...selected.values()];
export const isAdmin = () => "admin" in bar.dataset;

// The cards of the page that can be selected, in its order.
export const selectable = () => [...wall.querySelectorAll(".card > [data-select]")].map((button) => button.closest(".card"));
export const uuidOf = (card) => card.id.replace("generation-", "");
const cardOf = (uuid) => document.getElementById(`generation-${uuid}`);

// --- What the page shows of it ---

// Also on what is nothing but a copy of a card's actions.
function paint() {
  for (const button of document.querySelectorAll("[data-select]")) {
    const on = String(selected.has(button.dataset.select));
    if (button.getAttribute("aria-pressed") !== on) button.setAttribute("aria-pressed", on);
  }
  count();
}

// What a search has put out of sight is not done away with unseen.
function count() {
  for (const one of about()) one.elsewhere &&= !cardOf(one.uuid);
  const away = about().filter(({ elsewhere }) => elsewhere).length;
  const some = away === selected.size ? "not in this view" : `${away} not in this view`;
  const words = `${selected.size} selected${away ? `, ${some}` : ""}`;
  const line = bar.querySelector(".selection-count");
  if (line.textContent !== words) line.textContent = words;
}

function refresh() {
  const all = about();
  const pictures = all.filter(({ picture }) => picture).length;
  const act = (name) => bar.querySelector(`[data-act="${name}"]`);
  root.classList.toggle("selecting", selecting());
  if (!selecting() && !bar.hidden) closed = { at: performance.now(), box: bar.getBoundingClientRect() };
  bar.hidden = !selecting();
  act("download").disabled = !pictures;
  act("reference").disabled = !pictures || pictures > 3;
  // Where no pointer hovers the cards show no heart.
  act("favourite").setAttribute("aria-pressed", String(all.length > 0 && all.every(({ marked }) => marked)));
  act("delete").disabled = !isAdmin() && !all.some(({ own }) => own);
  act("delete").title = act("delete").disabled ? notYours : "";
  paint();
  watch();
}

// A phone's Back ends it and leaves the page alone, where the browser knows how (Chromium); Escape comes to the keys.
function watch() {
  if (selecting() && window.CloseWatcher) {
    watcher ??= new CloseWatcher();
    watcher.onclose = clear;
  } else if (watcher) {
    watcher.destroy();
    watcher = null;
  }
}

// --- Changing it ---

function known(uuid) {
  const card = cardOf(uuid);
  const picture = card?.querySelector("[data-picture]")?.dataset.picture ?? "";
  const marked = card?.querySelector("[data-favourite]")?.getAttribute("aria-pressed") === "true";
  return { uuid, picture, marked, own: Boolean(card) && "own" in card.dataset };
}

// Exactly these.
export function select(wanted) {
  const all = [...new Set(wanted)];
  const kept = new Map(selected);
  selected.clear();
  for (const uuid of all.slice(0, most)) selected.set(uuid, kept.get(uuid) ?? known(uuid));
  if (all.length > most) say(`${most} at most at once; do something with these first.`);
  if (!selecting()) anchor = "";
  refresh();
}

export function tell() {
  announce(selecting() ? `${selected.size} selected` : "Nothing is selected any more");
}

function change(wanted) {
  select(wanted);
  tell();
}

export function selectAll() {
  change([...uuids(), ...selectable().map(uuidOf)]);
}

export function toggle(uuid) {
  anchor = uuid;
  change(selected.has(uuid) ? uuids().filter((other) => other !== uuid) : [...uuids(), uuid]);
}

// From the card that was toggled last to this one, which is the first where that one is not on the page.
export function extend(uuid) {
  const all = selectable().map(uuidOf);
  if (!all.includes(uuid)) return;
  if (!all.includes(anchor)) anchor = uuid;
  const ends = [all.indexOf(anchor), all.indexOf(uuid)];
  change([...uuids(), ...all.slice(Math.min(...ends), Math.max(...ends) + 1)]);
}

export function clear() {
  const inBar = bar.contains(document.activeElement);
  change([]);
  if (inBar) (origin?.isConnected ? origin : wall.querySelector(".card-open"))?.focus({ preventScroll: true });
}

// What was deleted, which may be many at once.
function forget() {
  if (uuids().some((uuid) => gone.has(uuid))) select(uuids().filter((uuid) => !gone.has(uuid)));
  gone.clear();
}

// --- Clicks and keys ---

// The composer comes back to where the bar was: a second press there would send what costs money.
function meantForBar({ detail, timeStamp, clientX, clientY }) {
  const { at, box } = closed;
  if (!detail || timeStamp - at > impatience) return false;
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

// Before anything else that a click on a card does.
function onClick(event) {
  if (meantForBar(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (event.button || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = event.target.closest?.("[data-select]");
  const opener = event.target.closest?.("#history .card-open");
  const card = opener?.closest(".card");
  if (!button && !(card?.querySelector("[data-select]") && (selecting() || event.shiftKey))) return;
  event.preventDefault();
  event.stopPropagation();
  const uuid = button?.dataset.select ?? uuidOf(card);
  if (event.shiftKey) extend(uuid);
  else toggle(uuid);
  button?.closest("dialog")?.close();
}

// Whatever lies over the history has the keys for itself.
const covered = () => document.querySelector("dialog[open], [popover]:popover-open");

function onKey(event) {
  if (!selecting() || event.defaultPrevented || event.altKey || covered() || event.target.closest?.(fields)) return;
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  if (command && key === "a") selectAll();
  else if (!command && ["delete", "backspace"].includes(key)) remove();
  else if (!command && key === "." && !bar.contains(document.activeElement)) enterBar();
  else return;
  event.preventDefault();
}

function remove() {
  const button = bar.querySelector('[data-act="delete"]');
  if (button.disabled) say(notYours, "warning");
  else button.click();
}

function enterBar() {
  origin = document.activeElement;
  bar.querySelector("button:enabled").focus();
}

if (wall && bar) {
  document.addEventListener("click", onClick, true);
  document.addEventListener("keydown", onKey);
  document.addEventListener("dismiss", (event) => {
    if (!selecting()) return;
    event.preventDefault();
    clear();
  });
  document.addEventListener("history:replaced", () => {
    for (const one of about()) one.elsewhere = !cardOf(one.uuid);
    count();
  });
  document.addEventListener("history:gone", ({ detail: id }) => {
    if (!gone.size) queueMicrotask(forget);
    gone.add(id.replace("generation-", ""));
  });
  bar.querySelector('[data-act="clear"]').addEventListener("click", clear);
  document.addEventListener("favourites", ({ detail }) => {
    for (const uuid of detail.uuids) if (selected.has(uuid)) selected.get(uuid).marked = detail.on;
    if (selecting()) refresh();
  });
  // Whatever asks the form for its fields gets those of the selection.
  bar.addEventListener("formdata", ({ formData }) => uuids().forEach((uuid) => formData.append("generation", uuid)));
  // Cards that come, or are made anew, are marked before anybody sees them.
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-pressed"] };
  new MutationObserver(() => selecting() && paint()).observe(wall, changes);
}
