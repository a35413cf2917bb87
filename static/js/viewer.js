// A picture opens over the history, with what the page knows of it at once and the rest a moment later; one walks from
// it to the next and the previous of the view, and to what it was made from. The address is that of the picture's own
// page, so that it can be shared and reloaded; Back leads to the history, which has stayed where it was.

import { askForMore, beside, cardAtPlace, follow, inSight, openerOf, placeOf, reveal } from "./cards.js";
import { Gone, askDetail, elementsOf, post, prepare, recent, remembered } from "./details.js";
import { undone } from "./failures.js";
import { remark } from "./favourites.js";
import { fileOf, glance } from "./glance.js";
import { plain } from "./plain.js";
import { swipeable } from "./swipe.js";
import { entitleOver } from "./title.js";
import { bring, deleting } from "./toasts.js";
import { whenChanged } from "./told.js";
import { detailsCame, trouble, withoutDetails } from "./trouble.js";
import { reset, zoomable } from "./zoom.js";

const { htmx } = window;
const viewer = document.getElementById("viewer");
const body = document.getElementById("viewer-body");
const pause = 160; // milliseconds of rest after which somebody who leafs through counts as looking

let shown = ""; // the address that is looked at
let last = ""; // the id of the card of the view that was looked at last; walking may lead away from it
let place = -1; // and where it stood among the others, should it go
let wanted = 0; // the step that waits for more of the history
let resting = 0; // the timer of the pause
let sending = null; // a form, after which all is asked for anew
let stepped = 0; // when the last step was
let walking = ""; // the list of links that led here, until it has come again
let asking = new AbortController();

const cardAt = (address) => document.getElementById(`generation-${address.split("/").filter(Boolean).pop()}`);
const lastCard = () => document.getElementById(last);
const pathOf = (link) => new URL(link.href).pathname;

const viewing = () => Boolean(viewer?.open);
export const shownCard = () => (viewing() ? cardAt(shown) : null);

// --- What is shown ---

function put(detail) {
  // What has not come yet is not needed any more.
  for (const picture of body.querySelectorAll("img")) if (!picture.complete) picture.removeAttribute("src");
  reset();
  body.replaceChildren(detail);
  htmx.process(detail);
  entitle();
}

const entitle = () => entitleOver(body.querySelector(".detail-prompt").textContent);

// `known` is the card or the link that leads there: what is known of it already.
function show(address, known, leafing = false) {
  asking.abort();
  asking = new AbortController();
  clearTimeout(resting);
  shown = address;
  const card = locate();
  const text = remembered(address);
  put(text ? elementsOf(text).getElementById("detail") : glance(card ?? known, !leafing));
  viewer.querySelector(".viewer-page").href = address;
  trouble("");
  refreshSteps();
  if (leafing) resting = setTimeout(rest, pause);
  else rest();
}

// Somebody looks: what is missing is fetched, and then what they may look at next.
async function rest() {
  const address = shown;
  const full = body.querySelector(".detail-full:not([src])");
  if (full) full.src = full.closest("a").href;
  if (!recent(address)) await refresh();
  if (shown !== address || !viewing()) return;
  for (const by of [1, -1]) {
    const card = neighbour(by);
    if (!card) continue;
    prepare(fileOf(card.querySelector(".card-picture")));
    const next = pathOf(openerOf(card));
    if (!recent(next)) askDetail(next, asking.signal, "low").catch(() => {});
  }
}

async function refresh() {
  const address = shown;
  const asked = performance.now();
  try {
    const text = await askDetail(address, asking.signal);
    const detail = document.getElementById("detail");
    if (shown !== address || !detail) return;
    await htmx.swap({ text, target: detail, swap: "outerMorph", sourceElement: detail, request: {} });
    remark(body, asked);
    entitle();
    detailsCame();
  } catch (error) {
    if (error.name === "AbortError" || shown !== address) return;
    if (!(error instanceof Gone)) return withoutDetails("The studio could not be reached.", true);
    withoutDetails("This picture is no longer here: somebody deleted it.");
    body.querySelector(".detail-acts")?.setAttribute("inert", "");
  }
}

// What was asked for before would come too late.
function renew() {
  if (!viewing() || sending) return;
  asking.abort();
  asking = new AbortController();
  refresh();
}

// --- Next and previous ---

// The card of what is shown, if it is on the page by now.
function locate() {
  const card = cardAt(shown);
  if (card) [last, place] = [card.id, placeOf(card)];
  return card;
}

function neighbour(by) {
  if (!last) return undefined;
  const card = lastCard();
  // Deleted, or walked away from: one comes back to where it stood.
  if (!card) return cardAtPlace(by > 0 ? place : place - 1);
  return by < 0 && cardAt(shown) !== card ? card : beside(card, by);
}

function refreshSteps() {
  if (!last) locate();
  for (const button of viewer.querySelectorAll("[data-step]")) {
    const by = Number(button.dataset.step);
    const more = by > 0 && last && document.getElementById("more");
    button.disabled = !neighbour(by) && !more;
  }
}

export function step(by) {
  if (!last) return;
  const card = neighbour(by);
  wanted = card ? 0 : by;
  askForMore(card ?? lastCard());
  if (!card) return;
  const now = performance.now();
  const leafing = now - stepped < pause * 2;
  stepped = now;
  follow(card);
  show(pathOf(openerOf(card)), card, leafing);
  viewer.scrollTop = 0;
  renameEntry();
}

// --- The address ---

let [leaving, left] = [null, () => {}]; // resolves when the browser is back at the history

// From its top, wherever one was in another, and whatever the browser scrolled to for the focus.
function raise() {
  viewer.showModal();
  bring(viewer);
  viewer.scrollTop = 0;
}

export async function open(link) {
  const isFirst = !viewing();
  if (isFirst) afterClosing(); // of what was closed just before, which is told only after this
  show(pathOf(link), link.closest(".card"));
  if (!isFirst) return void renameEntry();
  raise();
  await leaving;
  if (viewing()) history.pushState({ ...history.state, viewer: shown }, "", shown);
}

function renameEntry() {
  if (history.state?.viewer && !leaving) history.replaceState({ ...history.state, viewer: shown }, "", shown);
}

function walk(link) {
  walking = link.closest("[data-walk]").dataset.walk;
  show(pathOf(link), link);
  renameEntry();
  focusWalked();
}

// Whoever walks through a list goes on from the same place in the next picture's.
function focusWalked() {
  const here = walking && body.querySelector(`[data-walk="${walking}"] [aria-current]`);
  if (!here) return;
  walking = "";
  here.focus();
}

const forget = () => ([shown, last, place, wanted, walking] = ["", "", -1, 0, ""]);

export function afterClosing() {
  if (!shown || viewing()) return;
  asking.abort();
  clearTimeout(resting);
  reset();
  body.replaceChildren();
  entitleOver("");
  const card = lastCard() ?? cardAtPlace(place);
  const focused = document.activeElement;
  if (card && (!focused || focused.matches("body, .card-open, #messages *, #viewer *"))) {
    if (!inSight(card)) reveal(card);
    openerOf(card).focus({ preventScroll: true });
  }
  forget();
  if (!history.state?.viewer) return;
  leaving = new Promise((resolve) => {
    left = resolve;
  });
  history.back();
}

function onPopState(event) {
  const address = event.state?.viewer;
  if (!address && !viewing() && !leaving) return;
  if (address) {
    if (!viewing()) forget(); // what was closed just before may be told only after this
    show(address);
    if (!viewing()) raise();
  } else if (leaving) {
    leaving = null;
    left();
  } else viewer.close();
}

// --- Actions ---

// What a form of the details does is done without leaving the picture.
async function send(form, button) {
  const address = shown;
  const answered = "trash" in form.dataset ? deleting() : null;
  const text = await post(form, button);
  if (text !== null) await htmx.swap({ text, target: body, swap: "none", sourceElement: body, request: {} });
  answered?.();
  if (text === null) return trouble(undone);
  if (!answered || cardAt(address)) return refresh();
  return shown === address && goOn();
}

// What was shown is gone: to what has taken its place, or stands before it, or out to where it can be undone.
function goOn() {
  const by = [lastCard() ? -1 : 1, -1].find((way) => neighbour(way));
  if (!by) return viewer.close();
  step(by);
  return body.focus();
}

if (viewer) {
  zoomable(body);
  swipeable(body, {
    step,
    leave: () => viewer.close(),
    peek(by) {
      const card = neighbour(by);
      return card && glance(card, true).querySelector(".detail-pictures");
    },
  });

  document.addEventListener("click", (event) => {
    if (!plain(event)) return;
    const opener = event.target.closest?.("#history .card-open, #known a");
    const walked = event.target.closest?.("#viewer [data-walk] a[data-status]");
    if (opener || walked) {
      event.preventDefault();
      if (opener) open(opener);
      else walk(walked);
    }
    const by = event.target.closest?.("[data-step]");
    if (by) step(Number(by.dataset.step));
    if (event.target.closest?.("[data-again]")) rest();
    // The second of two quick clicks was meant for what is gone by now.
    if (event.detail > 1 && event.target.closest?.("#viewer [data-trash]")) event.preventDefault();
  });

  body.addEventListener("submit", (event) => {
    event.preventDefault();
    sending ??= send(event.target, event.submitter).finally(() => (sending = null));
  });

  document.addEventListener("favourites:refused", (event) => {
    if (!viewing()) return;
    event.preventDefault(); // what is said on the page lies under this
    trouble(event.detail);
  });
  whenChanged(body, (uuid) => shown.includes(uuid), renew);
  document.addEventListener("htmx:after:swap", () => viewing() && focusWalked());
  viewer.addEventListener("close", afterClosing);
  window.addEventListener("popstate", onPopState);
  window.addEventListener("pageshow", () => viewing() && !history.state?.viewer && viewer.close());

  // More of the history has come, or has come to its end.
  new MutationObserver(() => {
    if (!viewing()) return;
    refreshSteps();
    if (wanted) step(wanted);
  }).observe(document.getElementById("history"), { childList: true, subtree: true });
}
