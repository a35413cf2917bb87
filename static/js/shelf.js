// The shelf of references at hand: a click puts one into the composer, another takes it out again.

import { openAddress } from "./attach.js";
import { ask } from "./ask.js";
import { addPicture, full, nameOf, noRoom, remove, tileOf, tiles } from "./references.js";

const shelf = document.getElementById("shelf");
const body = document.getElementById("shelf-body");
const search = document.getElementById("shelf-search");
const pause = 160; // milliseconds from the last key to searching
let timer = 0;
let asked = null;

const picks = () => [...body.querySelectorAll("[data-pick]")];

function say(sentence) {
  document.getElementById("shelf-status").textContent = sentence;
}

// Only one tile is a stop of the Tab key; the arrows go on from there.
function stopAt(pick) {
  for (const one of picks()) one.tabIndex = one === pick ? 0 : -1;
  for (const one of body.querySelectorAll(".shelf-open")) one.tabIndex = one.parentElement === pick?.parentElement ? 0 : -1;
}

function mark() {
  for (const pick of picks()) {
    const at = tiles().indexOf(tileOf(pick.dataset.pick));
    pick.setAttribute("aria-pressed", String(at >= 0));
    pick.dataset.place = at >= 0 ? at + 1 : "";
  }
}

async function load() {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await ask(`${shelf.dataset.url}?q=${encodeURIComponent(search.value)}`, { signal });
    const stop = picks().find((pick) => pick.tabIndex === 0)?.dataset.pick;
    const focused = body.contains(document.activeElement) && document.activeElement.className;
    body.replaceChildren(...answer.children);
    mark();
    stopAt(picks().find((pick) => pick.dataset.pick === stop) ?? picks()[0]);
    if (focused) body.querySelector(`.${focused}[tabindex="0"]`)?.focus({ preventScroll: true });
    if (search.value) say(picks().length ? `${picks().length} found` : "Nothing found");
  } catch {
    if (signal.aborted) return;
    say("The shelf could not be fetched. Close it and try again.");
  }
}

function open(byKey) {
  search.value = "";
  say("");
  shelf.showModal();
  if (byKey || window.matchMedia("(pointer: fine)").matches) search.focus();
  load();
}

function pick(button) {
  const uuid = button.dataset.pick;
  const tile = tileOf(uuid);
  stopAt(button);
  if (tile) {
    remove(tile);
    say(`${nameOf(button)} was taken out.`);
  } else if (full()) {
    say(noRoom());
  } else {
    addPicture(uuid);
    say(`${nameOf(button)} is reference ${tiles().length}.`);
  }
}

// --- Walking through the tiles ---

const middle = (element) => {
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
};

// The tile of the next row that is nearest, or null.
function beyond(from, by) {
  const [x, y] = middle(from);
  const rows = picks()
    .map((pick) => [pick, ...middle(pick)])
    .filter(([, , top]) => (top - y) * by > 8);
  const row = Math.min(...rows.map(([, , top]) => Math.abs(top - y)));
  const near = rows.filter(([, , top]) => Math.abs(top - y) < row + 8);
  near.sort((one, other) => Math.abs(one[1] - x) - Math.abs(other[1] - x));
  return near[0]?.[0] ?? null;
}

function go(pick) {
  if (!pick) return;
  stopAt(pick);
  pick.focus({ preventScroll: true });
  pick.scrollIntoView({ block: "nearest" });
}

const walks = {
  ArrowLeft: (from, all) => all[all.indexOf(from) - 1],
  ArrowRight: (from, all) => all[all.indexOf(from) + 1],
  ArrowUp: (from) => beyond(from, -1) ?? search,
  ArrowDown: (from) => beyond(from, 1),
  Home: (_, all) => all[0],
  End: (_, all) => all.at(-1),
};

function walk(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target === search) {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    go(picks()[0]);
    return;
  }
  const from = event.target.closest(".shelf-tile")?.querySelector("[data-pick]");
  if (!from || !walks[event.key]) return;
  event.preventDefault();
  const next = walks[event.key](from, picks());
  if (next === search) search.focus();
  else go(next);
}

if (shelf) {
  document.addEventListener("click", (event) => event.target.closest?.(".attach-shelf") && open(!event.detail));
  shelf.addEventListener("click", (event) => {
    const target = event.target.closest("[data-pick], [data-clear], .shelf-link");
    if (!target) return;
    if (target.dataset.pick) pick(target);
    else if (target.matches("[data-clear]")) {
      search.value = "";
      search.focus();
      load();
    } else if (full()) {
      say(noRoom());
    } else {
      shelf.close();
      openAddress(true);
    }
  });
  shelf.addEventListener("keydown", walk);
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, pause);
  });
  shelf.addEventListener("focusin", (event) => {
    const tile = event.target.closest(".shelf-tile");
    if (tile) stopAt(tile.querySelector("[data-pick]"));
  });
  document.addEventListener("references:changed", () => shelf.open && mark());
  document.addEventListener("references:refused", (event) => shelf.open && say(event.detail));
  document.addEventListener("shelf:changed", () => shelf.open && load());
}
