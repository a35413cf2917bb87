// The history is a column of stretches, each of the numbers from data-through up to data-before (0: up to the newest).
// Here is what stands in them: sets in the order of their numbers, under one heading a day, and which are left empty,
// at the height that they had, while nobody looks.

const { htmx, rows } = window;
const wall = document.getElementById("history");
const most = 90; // cards of the first stretch, which grows with what is new; then it is parted

// Other pages have none.
export const stretches = () => [...(wall?.querySelectorAll(":scope > .stretch") ?? [])];
export const isEmpty = (stretch) => "empty" in stretch.dataset;
export const isTop = (stretch) => stretch?.dataset.before === "0";
const isFilled = (stretch) => Boolean(stretch && !isEmpty(stretch));
const setsOf = (stretch) => [...stretch.querySelectorAll(":scope > .set")];
const numberOf = (element) => Number(element.dataset.number);
const beside = (stretch, by) => {
  const all = stretches();
  return all[all.indexOf(stretch) + by];
};

// The stretch that a number belongs to, if any on the page.
export function holding(number) {
  const from = (stretch) => number >= Number(stretch.dataset.through);
  return stretches().find((stretch) => from(stretch) && (isTop(stretch) || number < Number(stretch.dataset.before)));
}

// --- Days ---

function heading({ dataset }) {
  const made = document.createElement("h2");
  made.className = "day";
  made.id = `day-${dataset.day}`;
  made.textContent = dataset.dayLabel;
  // What was today when the page came is yesterday now.
  const same = ({ id, textContent }) => id !== made.id && textContent === made.textContent;
  if ([...wall.querySelectorAll(".day")].some(same)) document.dispatchEvent(new Event("history:stale"));
  return made;
}

// The day that is headed already where a stretch begins; what stands above it may not be on the page.
export function dayBefore(stretch) {
  if (isTop(stretch)) return "";
  const above = beside(stretch, -1);
  const last = isFilled(above) && setsOf(above).at(-1);
  if (last) return last.dataset.day;
  if (isEmpty(stretch)) return stretch.dataset.under;
  const first = stretch.querySelector(":scope > :is(.set, .day)");
  return first?.matches(".set") ? first.dataset.day : "";
}

function headDays(stretch) {
  if (!isFilled(stretch)) return;
  let day = dayBefore(stretch);
  // Where a clock was wrong a day may come twice, and has two.
  const known = [...stretch.querySelectorAll(":scope > .day")];
  for (const set of setsOf(stretch)) {
    if (set.dataset.day !== day) {
      day = set.dataset.day;
      const at = known.findIndex(({ id }) => id === `day-${day}`);
      const own = at < 0 ? heading(set) : known.splice(at, 1)[0];
      if (set.previousElementSibling !== own) set.before(own);
    }
  }
  for (const left of known) left.remove();
}

function changed(stretch) {
  headDays(stretch);
  headDays(beside(stretch, 1));
}

// --- Sets ---

// Puts a set where its number belongs; false where that is not on the page, or is empty and will bring it.
export function place(set) {
  const stretch = holding(numberOf(set));
  if (!isFilled(stretch)) return false;
  const next = setsOf(stretch).find((other) => numberOf(other) < numberOf(set));
  if (next) next.before(set);
  else stretch.append(set);
  changed(stretch);
  return true;
}

export function addCard(card, set) {
  const next = [...set.querySelectorAll(":scope > .card")].find((other) => numberOf(other) > numberOf(card));
  if (next) next.before(card);
  else set.append(card);
}

export function remove(card) {
  const [set, stretch] = [card.closest(".set"), card.closest(".stretch")];
  card.remove();
  if (!set || set.querySelector(".card")) return;
  set.remove();
  if (stretch) changed(stretch);
  // What stands where there is nothing comes from the studio.
  if (!wall.querySelector(".set")) document.dispatchEvent(new Event("history:stale"));
}

// The first stretch would grow for ever on a page that stays open. It is parted between two rows, which nobody sees.
export function part(stretch) {
  if (!isFilled(stretch) || stretch.querySelectorAll(".card").length <= most) return;
  const sets = setsOf(stretch);
  let above = 0;
  const at = sets.findIndex((set) => {
    const fits = above > most / 3 && rows.begins(set.querySelector(".card"));
    above += set.querySelectorAll(".card").length;
    return fits;
  });
  if (at < 0 || sets.slice(at).some((set) => set.contains(document.activeElement))) return;
  const lower = stretch.cloneNode(false);
  const number = Math.min(...[...sets[at - 1].querySelectorAll(".card")].map(numberOf));
  const first = sets[at].previousElementSibling.matches(".day") ? sets[at].previousElementSibling : sets[at];
  const moved = [...stretch.children].slice([...stretch.children].indexOf(first));
  lower.dataset.before = stretch.dataset.through = String(number);
  stretch.toggleAttribute("data-torn", first === sets[at]);
  lower.append(...moved);
  stretch.after(lower);
}

// --- Whole stretches ---

export function parsed(text) {
  const holder = document.createElement("template");
  holder.innerHTML = text;
  return {
    stretch: holder.content.querySelector(".stretch"),
    sets: [...holder.content.querySelectorAll(".set")],
    more: holder.content.getElementById("more"),
    newer: holder.content.getElementById("newer"),
  };
}

function withoutRepeats(fresh) {
  for (const set of setsOf(fresh)) if (document.getElementById(set.id)) set.remove();
  return fresh;
}

function ready(stretch) {
  changed(stretch);
  htmx.process(stretch);
  document.dispatchEvent(new Event("history:filled"));
  rows.settle();
}

export function empty(stretch) {
  if (stretch.contains(document.activeElement) || !stretch.querySelector(".set")) return;
  stretch.style.setProperty("height", `${stretch.getBoundingClientRect().height}px`);
  stretch.dataset.under = dayBefore(stretch);
  stretch.toggleAttribute("data-headed", stretch.querySelector(":scope > :is(.set, .day)").matches(".day"));
  stretch.dataset.empty = "";
  stretch.replaceChildren();
}

// What was asked for may have grown beyond one answer; what is missing stays empty, to be asked for in turn.
export function fill(stretch, fresh) {
  stretch.replaceChildren(...withoutRepeats(fresh).childNodes);
  delete stretch.dataset.empty;
  stretch.style.removeProperty("height");
  if (Number(fresh.dataset.through) > Number(stretch.dataset.through)) {
    const rest = stretch.cloneNode(false);
    rest.dataset.empty = "";
    rest.dataset.under = setsOf(stretch).at(-1).dataset.day;
    rest.dataset.before = stretch.dataset.through = fresh.dataset.through;
    stretch.after(rest);
  }
  stretch.toggleAttribute("data-torn", "torn" in fresh.dataset);
  ready(stretch);
}

export function add(fresh, above) {
  if (!fresh.querySelector(".set")) return;
  if (above) stretches()[0].before(withoutRepeats(fresh));
  else stretches().at(-1).after(withoutRepeats(fresh));
  ready(fresh);
}
