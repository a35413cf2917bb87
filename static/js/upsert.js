// The swap style "upsert", for cards and sets that the server has told of. What is on the page is morphed where it
// stands, so that focus, open menus and loaded pictures survive, unless it is older than what stands there; what is
// gone is taken away; what is new is put where its number belongs, if that part of the history is on the page. Whether
// it belongs to a filtered view, only the server can tell.

import { sent } from "./elsewhere.js";
import { judge } from "./judge.js";
import { follow } from "./mine.js";
import { addCard, holding, isEmpty, part, place, remove, stretches } from "./stretches.js";

const { htmx, rows } = window;
const wall = document.getElementById("history");
let internal;

const cardsOf = (element) => (element.matches(".set") ? [...element.querySelectorAll(":scope > .card")] : [element]);

function morph(present, fresh) {
  const hadFocus = present.contains(document.activeElement);
  // The stream tells many at once, and does not know what each of them has marked.
  const heart = present.querySelector("[data-favourite]")?.getAttribute("aria-pressed");
  if (heart) fresh.querySelector("[data-favourite]")?.setAttribute("aria-pressed", heart);
  const holder = document.createDocumentFragment();
  holder.append(fresh);
  internal.morph(present, holder, false);
  if (hadFocus && !present.contains(document.activeElement)) {
    present.querySelector(".card-open")?.focus({ preventScroll: true });
  }
  return present;
}

// Of the cards that were told of last, by their ids: the newest change, and whether it took them away.
const told = new Map();
const most = 300;

function note({ id, dataset }) {
  const now = { change: Number(dataset.change), gone: "gone" in dataset };
  const before = told.get(id);
  told.delete(id);
  told.set(id, before?.change > now.change ? before : now);
  if (told.size > most) told.delete(told.keys().next().value);
}

// An answer may be older than what was told while it was on its way.
const isOutdated = ({ id, dataset }) => told.get(id)?.change > Number(dataset.change);
const isGone = (card) => isOutdated(card) && told.get(card.id).gone;

function lookAgain() {
  const outdated = [...document.querySelectorAll("#history .card")].filter(isOutdated);
  outdated.filter(isGone).forEach(remove);
  judge(outdated.filter((card) => !isGone(card)));
}

// The answer to a form and the stream overtake one another; what is older changes nothing.
const older = (fresh, present) => Number(fresh.dataset.change) < Number(present.dataset.change);

function upsertCard(fresh, present) {
  if (older(fresh, present)) return null;
  if ("gone" in fresh.dataset) return remove(present);
  return morph(present, fresh);
}

function upsertSet(fresh, present) {
  for (const card of cardsOf(fresh)) {
    const known = document.getElementById(card.id);
    if (known) upsertCard(card, known);
    else if (!isGone(card)) addCard(card, present);
  }
  return present;
}

// Whether a number belongs to what is shown; what is empty brings it by itself, later.
function isShown({ dataset }) {
  const stretch = holding(Number(dataset.number));
  if (!stretch || isEmpty(stretch)) return false;
  return !("mine" in stretch.dataset) || "own" in dataset;
}

function put(set, cards) {
  for (const card of cardsOf(set)) if (!cards.includes(card)) card.remove();
  return place(set) ? set : null;
}

function insert(fresh, judged) {
  const there = cardsOf(fresh).filter((card) => !isGone(card));
  if ("gone" in fresh.dataset || !there.length || !isShown(fresh)) return null;
  if (judged || (fresh.matches(".set") && !("narrow" in stretches()[0].dataset))) return put(fresh, there);
  judge(there);
  return null;
}

function upsert(fresh, judged = false) {
  cardsOf(fresh).forEach(note);
  cardsOf(fresh).forEach(follow);
  if ("sent" in fresh.dataset) sent(fresh);
  if ("gone" in fresh.dataset) document.dispatchEvent(new CustomEvent("history:gone", { detail: fresh.id }));
  const present = fresh.id && document.getElementById(fresh.id);
  if (present) return (fresh.matches(".set") ? upsertSet : upsertCard)(fresh, present);
  return insert(fresh, judged);
}

// A picture that is open follows, also one that has no card here.
function tell(elements) {
  const uuids = elements.flatMap(cardsOf).map(({ id }) => id.replace("generation-", ""));
  document.dispatchEvent(new CustomEvent("history:told", { detail: { uuids } }));
}

function upsertAll(elements, judged) {
  tell(elements);
  const found = elements.map((element) => upsert(element, judged)).filter(Boolean);
  part(stretches()[0]);
  rows.settle();
  return found;
}

htmx.registerExtension("upsert", {
  init(api) {
    internal = api;
  },
  handle_swap(style, target, fragment) {
    return style === "upsert" && (wall ? upsertAll([...fragment.children]) : []);
  },
});

document.addEventListener("history:filled", lookAgain);
document.addEventListener("history:judged", ({ detail }) => upsertAll(detail.sets, true).forEach((one) => htmx.process(one)));
