// Brings the stretches of the history that somebody comes near to, and empties those that are far away, so that a page
// that has shown a hundred thousand pictures holds no more of them than one that has shown a hundred.

import { say } from "./announce.js";
import { signedOut } from "./connection.js";
import { arrive, comeBack, goTo, keep, note, remembered } from "./place.js";
import { plain } from "./plain.js";
import { add, dayBefore, empty, fill, isEmpty, parsed, stretches } from "./stretches.js";

const { htmx, rows } = window;
const wall = document.getElementById("history");
const page = document.documentElement;
const [near, far] = ["160% 0%", "320% 0%"]; // around the screen, in heights of it
const atOnce = 2; // requests under way
const again = 2000; // milliseconds until what has failed is tried once more
const [fewest, most, rowsOfAStretch] = [30, 120, 10];
const wanted = new Set(); // what is near and has to be fetched: empty stretches, and the links to more
const underWay = new Map(); // the same, with what stops it

const isEdge = (element) => element.id === "more" || element.id === "newer";

// --- Asking ---

// How many cards make a stretch of some height on this wall.
function size() {
  const { width, wanted: high } = rows.room();
  const cards = (rowsOfAStretch * width) / (1.2 * high);
  return Math.min(most, Math.max(fewest, Math.round(cards / fewest) * fewest)) || fewest;
}

async function ask(stretch, query, signal) {
  const address = new URL(stretch.dataset.url, window.location.href);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, value);
  const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (answer.redirected) signedOut(); // nobody asked to be taken anywhere
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  return parsed(await answer.text());
}

const replace = (edge, fresh) => (fresh ? edge.replaceWith(fresh) : edge.remove());

// The sign of more below comes last: what is new above it may bring it into sight.
async function loadMore(edge, signal) {
  const lowest = stretches().at(-1);
  const under = [...lowest.querySelectorAll(".set")].at(-1)?.dataset.day;
  const { stretch, more } = await ask(lowest, { before: lowest.dataset.through, size: size(), under }, signal);
  if (!edge.isConnected) return;
  add(stretch, false);
  replace(edge, more);
}

async function loadNewer(edge, signal) {
  const highest = stretches()[0];
  const { stretch, newer } = await ask(highest, { after: highest.dataset.before, size: size() }, signal);
  if (!edge.isConnected) return;
  // Before what comes is laid out: the head of the page takes up less room above the newest.
  replace(edge, newer);
  if (stretch.querySelector(".set")) add(stretch, true);
  else highest.dataset.before = "0";
  keep();
}

async function refill(stretch, signal) {
  const { before, through } = stretch.dataset;
  const { stretch: fresh } = await ask(stretch, { before, through, under: dayBefore(stretch) }, signal);
  if (stretch.isConnected) fill(stretch, fresh);
}

async function load(element) {
  const stop = new AbortController();
  underWay.set(element, stop);
  try {
    const how = { more: loadMore, newer: loadNewer }[element.id] ?? refill;
    await how(element, stop.signal);
    element.classList.remove("failed");
  } catch (error) {
    if (error.name !== "AbortError") fail(element);
  } finally {
    underWay.delete(element);
    fetchNearest();
  }
}

function fail(element) {
  const link = element.querySelector("a");
  if (link) link.textContent = "Could not be loaded. Try again";
  element.classList.add("failed");
  setTimeout(() => element.isConnected && look(element), again);
}

function distance(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(top - window.innerHeight, -bottom, 0);
}

function fetchNearest() {
  while (underWay.size < atOnce && wanted.size) {
    const [nearest] = [...wanted].sort((one, other) => distance(one) - distance(other));
    wanted.delete(nearest);
    load(nearest);
  }
}

// --- Watching what is near ---

const arriving = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const due = isIntersecting && target.isConnected && (isEdge(target) || isEmpty(target));
      if (due && !underWay.has(target)) wanted.add(target);
      else if (!due) wanted.delete(target);
      if (!isIntersecting && !isEdge(target)) underWay.get(target)?.abort();
    }
    fetchNearest();
  },
  { rootMargin: near },
);

const leaving = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting && target.isConnected && !isEmpty(target)) empty(target);
    }
  },
  { rootMargin: far },
);

// An observer tells of changes; this makes it tell how things stand.
function look(element) {
  arriving.unobserve(element);
  arriving.observe(element);
  if (isEdge(element)) return;
  leaving.unobserve(element);
  leaving.observe(element);
}

function watch(nodes) {
  for (const node of nodes) if (node.matches?.(".stretch, #more, #newer")) look(node);
}

function forget(nodes) {
  for (const node of nodes) {
    if (node.nodeType !== Node.ELEMENT_NODE || node.isConnected) continue;
    arriving.unobserve(node);
    leaving.unobserve(node);
    wanted.delete(node);
    underWay.get(node)?.abort();
  }
}

// --- The same, but later ---

// Rows of another height or width: what is empty takes up more or less room than it did.
function resize({ before, now }) {
  const area = ({ width, wanted: high }) => (high * high) / width;
  for (const stretch of stretches().filter(isEmpty)) {
    stretch.style.setProperty("height", `${(parseFloat(stretch.style.height) * area(now)) / area(before)}px`);
  }
}

async function morph(stretch, fresh) {
  const text = fresh.innerHTML;
  stretch.toggleAttribute("data-torn", "torn" in fresh.dataset);
  await htmx.swap({ text, target: stretch, swap: "innerMorph", sourceElement: stretch, request: {} });
  rows.settle();
  document.dispatchEvent(new Event("history:filled"));
}

// Too much was missed to be told one by one: all that is shown is asked for anew, and stays where it is.
async function refresh() {
  for (const stretch of stretches()) {
    if (isEmpty(stretch)) continue;
    const { before, through } = stretch.dataset;
    try {
      const { stretch: fresh } = await ask(stretch, { before, through, under: dayBefore(stretch) });
      if (!stretch.isConnected || isEmpty(stretch)) continue;
      if (Number(fresh.dataset.through) > Number(through)) fill(stretch, fresh);
      else await morph(stretch, fresh);
    } catch {
      say("The page could not be brought up to date. Reload it.");
      return;
    }
  }
}

// One at a time, however often it is asked for; what is found out of date meanwhile is looked at once more, later.
let refreshing = false;
let staleAgain = false;

async function bringUpToDate() {
  staleAgain = refreshing;
  if (refreshing) return;
  refreshing = true;
  await refresh();
  refreshing = false;
  if (staleAgain) setTimeout(bringUpToDate, again);
}

// Where one was before a reload or before one left, however deep that is: what lies above it is not fetched.
async function goBack() {
  const place = remembered();
  const first = stretches()[0];
  if (place?.address === first?.dataset.url && place.top !== null) {
    if (!document.getElementById(place.card)) {
      const { before, through } = place;
      const there = await ask(first, { before, through });
      if (!first.isConnected || !there.sets.length) return;
      const above = there.newer && (await ask(first, { after: there.stretch.dataset.before, size: size() }));
      if (!first.isConnected) return; // another part is looked at by now
      const parts = [above?.newer, above?.stretch, there.stretch, there.more];
      wall.replaceChildren(...parts.filter(Boolean));
      htmx.process(wall);
      rows.settle();
    }
    const card = document.getElementById(place.card);
    if (card) goTo(card, place.top);
  }
}

// Another part of the history takes the place of what is shown; `returning`: somebody comes back to it.
export async function showHistory(fresh, returning) {
  wall.replaceChildren(...fresh.childNodes);
  arrive();
  htmx.process(wall);
  rows.settle();
  document.dispatchEvent(new Event("history:replaced"));
  document.dispatchEvent(new Event("history:filled"));
  window.scrollTo({ top: 0, behavior: "instant" });
  if (returning) await comeBack(goBack());
  else note();
}

if (wall) {
  history.scrollRestoration = "manual";
  arrive();
  comeBack(goBack()).then(() => {
    delete page.dataset.returning;
    watch(wall.children);
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records) {
        watch(addedNodes);
        forget(removedNodes);
      }
    }).observe(wall, { childList: true });
  });
  wall.addEventListener("history:laid", ({ detail }) => {
    if (detail.before) resize(detail);
    keep();
  });
  document.addEventListener("history:stale", bringUpToDate);
  document.addEventListener("history:more", () => watch(wall.querySelectorAll("#more, #newer")));
  wall.addEventListener("click", (event) => {
    const edge = event.target.closest?.("#more, #newer");
    if (!edge || !plain(event)) return;
    event.preventDefault();
    if (!underWay.has(edge)) load(edge);
  });
}
