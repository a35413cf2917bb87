// The swap style "upsert": an element whose id is on the page is morphed where it stands, so that focus, open menus and
// loaded pictures survive, unless it is older than what stands there; a new set goes to the top of its day; anything
// else is not shown on this page and is dropped.

import { announce } from "./announce.js";

const { htmx } = window;
let internal;

function headingFor(history, set) {
  const { day, dayLabel } = set.dataset;
  const known = document.getElementById(`day-${day}`);
  if (known) return known;
  const later = [...history.querySelectorAll(":scope > .day")].find((other) => other.id < `day-${day}`);
  const first = history.querySelector(":scope > .set");
  if (!later && first) return null; // older than all that is loaded: "Older" will bring it
  const heading = document.createElement("h2");
  heading.className = "day";
  heading.id = `day-${day}`;
  heading.textContent = dayLabel;
  if (later) later.before(heading);
  else history.prepend(heading);
  return heading;
}

function morph(present, fresh) {
  const before = present.dataset.status;
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
  if ("own" in present.dataset && before !== present.dataset.status) tell(present);
  return present;
}

function tell(card) {
  const prompt = card.querySelector(".card-prompt")?.textContent.slice(0, 80) ?? "";
  if (card.dataset.status === "succeeded") announce(`The picture is ready: ${prompt}`);
  if (card.dataset.status === "failed") announce(`No picture came back: ${prompt}`);
}

// The answer to a form and the stream overtake one another; what is older changes nothing.
const older = (fresh, present) => Number(fresh.dataset.change) < Number(present.dataset.change);

function upsertCard(fresh, present) {
  if (older(fresh, present)) return present;
  return "gone" in fresh.dataset ? remove(present) : morph(present, fresh);
}

// With its set and its day, when it was the last of them.
function remove(card) {
  const set = card.closest(".set");
  const day = set?.previousElementSibling;
  card.remove();
  if (!set || set.querySelector(".card")) return null;
  set.remove();
  if (day?.matches(".day") && !day.nextElementSibling?.matches(".set")) day.remove();
  return null;
}

const nth = (card) => Number(card.querySelector(".card-nth")?.textContent.split(" ")[0]);
const comesAfter = (other, card) => nth(other) > nth(card);

function upsertSet(fresh, present) {
  for (const card of [...fresh.querySelectorAll(":scope > .card")]) {
    const known = document.getElementById(card.id);
    if (known) upsertCard(card, known);
    else present.insertBefore(card, [...present.children].find((other) => comesAfter(other, card)) ?? null);
  }
  return present;
}

function upsert(history, fresh) {
  if ("gone" in fresh.dataset) document.dispatchEvent(new CustomEvent("history:gone", { detail: fresh.id }));
  const present = fresh.id && document.getElementById(fresh.id);
  if (present) return fresh.classList.contains("set") ? upsertSet(fresh, present) : upsertCard(fresh, present);
  if (!fresh.classList.contains("set") || "past" in history.dataset) return null;
  const heading = headingFor(history, fresh);
  if (!heading) return null;
  // What was brought back stands among the others of its day.
  const number = (set) => Number(set.dataset.number);
  const sets = [...history.querySelectorAll(`:scope > .set[data-day="${fresh.dataset.day}"]`)];
  const above = sets.filter((set) => number(set) > number(fresh)).at(-1);
  (above ?? heading).after(fresh);
  return fresh;
}

htmx.registerExtension("upsert", {
  init(api) {
    internal = api;
  },
  handle_swap(style, target, fragment) {
    if (style !== "upsert") return false;
    return [...fragment.children].map((element) => upsert(target, element)).filter(Boolean);
  },
});
