// The studio's keys (partials/help.html lists them). None acts while somebody types, with a modifier, or while a
// dialog is open that it does not belong to.

import { askForMore, beside, beyond, inSight, openerOf, outOfSight, reveal } from "./cards.js";
import { composer, goOn, unfold } from "./composer.js";
import { openMenu } from "./menus.js";
import { leave } from "./page.js";
import { selectAll, selecting } from "./selection.js";
import { discard } from "./sheet.js";
import { afterClosing, shownCard, step } from "./viewer.js";
import { here } from "./whereabouts.js";
import { zoom } from "./zoom.js";

const help = document.getElementById("help");
const fields = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="file"])';

// What is open over the page: the dialog on top, or a menu, which has no keys of ours.
function above() {
  const dialogs = [...document.querySelectorAll("dialog[open]")];
  return openMenu() ?? dialogs.find((dialog) => dialog.contains(document.activeElement)) ?? dialogs.at(-1);
}

// The card that has the focus, or else the one that is pointed at.
const focusedCard = () => document.activeElement?.closest(".history .card");
const card = () => focusedCard() ?? document.querySelector(".history .card:hover");

function press(place, selector, shiftKey = false) {
  const target = place?.querySelector(selector);
  if (!target || target.closest("[inert]")) return false;
  target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  return true;
}

function focusCard(next) {
  if (!next) return;
  reveal(next);
  openerOf(next).focus({ preventScroll: true });
}

// Whoever has scrolled away from the card that has the focus goes on from what they see.
function startingCard() {
  const focused = focusedCard();
  return focused && !outOfSight(focused) ? focused : null;
}

// From the card that has the focus; without one, to where one was, or to the first that can be seen.
function go(find) {
  const from = startingCard();
  const next = from ? find(from) : here();
  focusCard(next);
  askForMore(next ?? from);
  return Boolean(from ?? next);
}

// From a page that has no such place of its own.
function goToStudio(place) {
  if (help) window.location.href = `${help.dataset.studio}#${place}`;
  return Boolean(help);
}

function compose() {
  if (!composer()) return goToStudio("prompt");
  unfold();
  goOn();
  return true;
}

function search() {
  const field = document.querySelector('#search, main [role="search"] input[type="search"]');
  if (!field) return goToStudio("search");
  field.focus();
  field.select();
  return true;
}

function showHelp() {
  if (help?.open) help.close();
  else help?.showModal();
  return Boolean(help);
}

let origin = null; // the card that one went to the composer from, and comes back to

const leading = (action) => () => {
  origin = focusedCard();
  return action();
};

function comeBack() {
  document.activeElement.blur();
  if (origin?.isConnected && inSight(origin)) openerOf(origin).focus({ preventScroll: true });
  origin = null;
}

const next = () => go((from) => beside(from, 1));
const previous = () => go((from) => beside(from, -1));
const down = () => go((from) => beyond(from, 1));
const up = () => go((from) => beyond(from, -1));

const arrows = { ArrowRight: next, ArrowLeft: previous, ArrowDown: down, ArrowUp: up };
const moves = { ...arrows, j: next, k: previous, J: next, K: previous };
const select = (along) => press(card(), "[data-select], .card-select input", along);
const anywhere = { n: leading(compose), "/": search, "?": showHelp };
const onPage = {
  ...anywhere,
  f: () => press(card(), "[data-favourite]"),
  e: leading(() => press(card(), '[data-use="edit"]')),
  x: () => select(false),
  X: () => select(true),
  Delete: () => discard(focusedCard()),
};
const steps = { j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1 };
const closer = { "+": "in", "=": "in", "-": "out", 0: "fit" };
// Before the details have come there is only what the card knows.
const onDetail = (selector) => press(document.getElementById("detail"), selector) || press(shownCard(), selector);
const remove = () => press(document.getElementById("detail"), "[data-trash] button");
const onPicture = {
  f: () => onDetail("[data-favourite]"),
  e: () => onDetail('[data-use="edit"]'),
  Delete: remove,
  Backspace: remove,
};

const took = (action) => action?.() ?? false;

// What is selected reaches to where one goes with Shift.
function move(key, along) {
  const from = startingCard();
  const moved = took(moves[key]);
  if (along && from && selecting()) select(true);
  return moved;
}

function onKey(event) {
  const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
  afterClosing(); // of the picture's view, which the browser tells of only later than the next key may come
  const over = above();
  if (help && over === help) return key === "?" && showHelp();
  if (over ? over.id === "viewer" : document.querySelector("main #detail")) {
    if (over && steps[key]) return step(steps[key]) ?? true;
    if (closer[key]) return zoom(closer[key], over ?? document) ?? true;
    const whole = over ? { "?": showHelp } : anywhere;
    return !event.repeat && took(onPicture[key] ?? whole[key]);
  }
  if (over) return false;
  // Arrows belong to what has the focus, unless that is a card or nothing.
  if (arrows[key] && !focusedCard() && document.activeElement !== document.body) return false;
  if (moves[key]) return move(key, event.shiftKey);
  return !event.repeat && took(onPage[key]);
}

// A dialog or a menu closes by itself. Then whoever keeps something open says so by preventing "dismiss"; a field
// is left last.
function dismiss(event) {
  if (above() || event.isComposing) return;
  if (!document.dispatchEvent(new Event("dismiss", { cancelable: true }))) event.preventDefault();
  else if (document.activeElement?.closest('#composer, [role="search"] input')) comeBack();
  else leave();
}

// While something is selected, the selection takes the keys itself.
function onSelectAll(event) {
  const one = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "a";
  if (!one || event.defaultPrevented || above() || !document.activeElement.matches("#history .card *")) return;
  selectAll();
  event.preventDefault();
}

document.addEventListener("keydown", onSelectAll);
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return dismiss(event);
  if (event.isComposing || event.target.closest?.(fields)) return;
  if (onKey(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-help]")) return;
  document.querySelector("[popover]:popover-open")?.hidePopover();
  showHelp();
});
