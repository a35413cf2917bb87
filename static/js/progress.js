// Moves the bars of what is being made against the usual time. They never go back, and never come to the end: only the
// picture does.

import { everySecond, since } from "./elapsed.js";

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
