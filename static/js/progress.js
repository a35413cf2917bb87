// Moves the bars of what is being made against the usual time. They never go back, and never come to the end: only the
// picture does.

import { everySecond, since } from "./elapsed.js";
import { judge } from "./judge.js";

// As in generator/durations.py, which draws the bar of a page that has just come.
const [atUsual, most, creep] = [85, 99, 0.8];

function value(share) {
  if (share <= 1) return atUsual * share;
  return most - (most - atUsual) * Math.exp(creep * (1 - share));
}

everySecond(() => {
  for (const bar of document.querySelectorAll("progress[data-since]")) {
    const age = since(bar.dataset.since) / 1000;
    bar.value = Math.max(bar.value, value(age / Number(bar.dataset.usual)));
    const longer = bar.parentElement.querySelector(".longer");
    if (longer && age >= Number(longer.dataset.from)) longer.hidden = false;
  }
});

// What takes longer than it ought to is called so: that the time has come is no change that the server would tell of.
const asked = new WeakMap(); // when, by the card
const [grace, again] = [1500, 10000];

everySecond(() => {
  const due = [...document.querySelectorAll("#history .card[data-due]")].filter((card) => {
    return since(card.dataset.due) > grace && Date.now() - (asked.get(card) ?? 0) > again;
  });
  for (const card of due) asked.set(card, Date.now());
  if (due.length) judge(due);
});
