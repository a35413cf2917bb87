// What part of the history is looked at: as one types, by the controls of the panel, by its chips. The form says it, the
// address keeps it, and only what was asked for last is shown.

import { announce, say } from "./announce.js";
import { ask } from "./ask.js";
import { firstInSight, inSight, openerOf } from "./cards.js";
import { showHistory } from "./history.js";
import { arrive, remember } from "./place.js";
import { plain } from "./plain.js";
import { entitle } from "./title.js";

const form = document.getElementById("filters");
const field = document.getElementById("search");
const panel = document.getElementById("filters-panel");
const [pause, longPause] = [150, 350]; // milliseconds after a letter, and after a part of a date
const coarse = window.matchMedia("(pointer: coarse)");
const patience = 400; // after which a search counts as slow
const order = ["scope", "q", "by", "status", "favourites", "references", "of", "since", "until"];

// --- The form and the address ---

function queryOf(data) {
  const query = new URLSearchParams();
  for (const name of order) {
    const value = (data.get(name) ?? "").trim().replace(/\s+/g, " ");
    if (value) query.set(name, value);
  }
  return query.toString();
}

const chips = () => [...document.querySelectorAll("#chips .chip")];
const asked = () => queryOf(new FormData(form));

function write(name, value) {
  const same = (control) => control.value.toLowerCase() === value.toLowerCase();
  for (const control of form.querySelectorAll(`[name="${name}"]`)) {
    if (["radio", "checkbox"].includes(control.type)) control.checked = same(control);
    else if (control.value !== value) control.value = value;
  }
}

function writeAll(query) {
  const given = new URLSearchParams(query);
  for (const name of order) if (name !== "scope") write(name, given.get(name) ?? "");
  markDays();
}

function markDays() {
  const { since, until } = form.elements;
  for (const link of panel.querySelectorAll("[data-since]")) {
    const on = link.dataset.since === since.value && !until.value;
    if (on) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// --- Showing it ---

let shown = ""; // the query of what is on the page
let asking = null; // {query, how, stop} of what is on its way
let timer = 0;
let trouble = null; // the line that says that it could not be done
let typed = false; // the entry of the browser's history is that of what is being typed

async function put(part, query, returning) {
  remember(); // as long as nothing has moved for it
  const heading = part.querySelector("#heading");
  for (const id of ["heading", "made-from", "chips"]) {
    document.getElementById(id).replaceWith(part.querySelector(`#${id}`));
  }
  entitle(`${heading.dataset.title} · Atelier`);
  for (const link of document.querySelectorAll(".rail-nav [data-place]")) {
    if (link.dataset.place === heading.dataset.place) link.setAttribute("aria-current", heading.dataset.current);
    else link.removeAttribute("aria-current");
  }
  document.querySelector("#newest a").search = query;
  shown = query;
  await showHistory(part.querySelector("#history"), returning);
}

function tell() {
  const history = document.getElementById("history");
  const count = history.querySelectorAll(".card").length;
  if (document.getElementById("more")) announce(`The newest ${count} are shown; there are more`);
  else announce(count ? `${count} found` : history.querySelector(".empty h2")?.textContent ?? "");
}

// What has the focus goes with what is replaced. Answers what brings it back: to the chip in the same place; and in the
// history to the same card, where that can still be seen, or else to the first that can, from which the keys go on.
function focus() {
  const focused = document.activeElement;
  const chip = chips().indexOf(focused);
  const inside = focused?.closest("#history");
  const id = inside && focused.closest(".card")?.id;
  return () => {
    if (document.activeElement !== document.body) return;
    const same = id && document.getElementById(id);
    const card = same && inSight(same) ? same : firstInSight();
    const next = inside && (openerOf(card) ?? document.querySelector("#history a"));
    // On a phone the field would bring its keyboard.
    const none = coarse.matches ? document.getElementById("main") : field;
    (chip >= 0 ? (chips()[chip] ?? chips().at(-1) ?? none) : next)?.focus({ preventScroll: true });
  };
}

// What is typed at one go is one entry of the browser's history.
function enter(query, how) {
  const address = query ? `?${query}` : window.location.pathname;
  if (typed && ["typed", "finished"].includes(how)) history.replaceState(history.state, "", address);
  else if (how) history.pushState(null, "", address);
  typed = how === "typed";
}

// `how` it was asked for: "typed", "finished" with typing, "chosen", or not at all because the address says so already.
async function show(query, how) {
  clearTimeout(timer);
  if (query !== shown && query === asking?.query) {
    // It is on its way, and is not asked for twice; as what it came to be, it is entered when it comes.
    if (asking.how === "typed" || !how) asking.how = how;
    return;
  }
  asking?.stop.abort();
  asking = null;
  form.classList.remove("slow");
  if (query === shown) {
    typed &&= how === "typed";
    if (!how) arrive(); // at another entry for the same
    return;
  }
  const mine = (asking = { query, how, stop: new AbortController() });
  const slow = setTimeout(() => form.classList.add("slow"), patience);
  try {
    const part = await ask(`${form.dataset.view}?${query}`, { signal: mine.stop.signal });
    if (asking !== mine) return;
    const refocus = focus();
    enter(query, mine.how);
    trouble?.remove();
    await put(part, query, !mine.how);
    if (asking !== mine) return;
    refocus();
    tell();
  } catch (error) {
    if (error.name === "AbortError") return;
    trouble = say("The search could not be done. Nothing has changed; try again.");
  } finally {
    clearTimeout(slow);
    if (asking === mine) {
      form.classList.remove("slow");
      asking = null;
    }
  }
}

const search = () => show(asked(), "typed");
const finish = () => show(asked(), "finished");
const settle = () => show(asked(), "chosen");

// --- What people do ---

// A colleague's pictures are not among one's own: the page of the whole team is another, with another stream.
function leaveMine() {
  form.elements.scope.disabled = true;
  form.submit();
}

function clear(names) {
  for (const name of names) write(name, "");
  markDays();
  settle();
}

function onClick(event) {
  if (!plain(event)) return;
  const link = event.target.closest?.("[data-names], a[data-clear], .filters-panel [data-since]");
  if (!link) return;
  event.preventDefault();
  const { names, since } = link.dataset;
  if (since === undefined) clear(names ? names.split(" ") : order.slice(1));
  else {
    const on = link.hasAttribute("aria-current");
    write("since", on ? "" : since);
    clear(["until"]);
  }
}

function onFieldKey(event) {
  if (event.isComposing) return;
  if (event.key === "Escape" && field.value) {
    event.preventDefault();
    clear(["q"]);
  } else if (event.key === "ArrowDown") {
    const first = document.querySelector("#history .card-open");
    if (first) event.preventDefault();
    first?.focus();
  }
}

if (form) {
  shown = asked();
  form.addEventListener("input", ({ target, isComposing }) => {
    if (target !== field || isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  });
  form.addEventListener("change", ({ target }) => {
    if (!target.name) return;
    if (target.name === "by" && target.value && form.elements.scope) return leaveMine();
    markDays();
    clearTimeout(timer);
    // Enter in the field is a change and then a submit; the second is enough.
    timer = setTimeout(target === field ? finish : settle, target.type === "date" ? longPause : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish();
    panel.hidePopover();
    if (coarse.matches) field.blur();
  });
  field.addEventListener("keydown", onFieldKey);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    const chip = ["Backspace", "Delete"].includes(event.key) && event.target.closest?.(".chip");
    if (!chip) return;
    event.preventDefault();
    chip.click();
  });
  // What could not be asked for, or not yet.
  document.addEventListener("connection:found", finish);
  // A picture's address is the lightbox's, and the history under it stays.
  window.addEventListener("popstate", () => {
    const address = new URL(window.location.href);
    if (address.pathname !== new URL(form.action).pathname) return;
    const query = queryOf(address.searchParams);
    typed = false;
    writeAll(query);
    show(query, "");
  });
}
