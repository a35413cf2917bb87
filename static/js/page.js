// A picture's own page: looked at closely as in the studio, and left for where one came from, which has stayed as it was.

import { Gone, askDetail } from "./details.js";
import { plain } from "./plain.js";
import { zoomable } from "./zoom.js";

const { htmx } = window;
const every = 1000; // milliseconds after which what is on its way is asked for again
const back = document.querySelector("[data-back]");

// --- Leaving ---

function cameFromStudio() {
  const { navigation } = window;
  const before = navigation ? navigation.entries()[navigation.currentEntry.index - 1]?.url : document.referrer;
  return Boolean(before) && new URL(before).origin === back.origin && new URL(before).pathname === back.pathname;
}

export function leave() {
  if (!back) return;
  if (cameFromStudio()) history.back();
  else window.location.href = back.href;
}

if (back) {
  const here = window.location.pathname;
  // Reloaded in the lightbox, this page shares its place in the browser's memory with the studio it was opened over:
  // going back changes the address alone.
  window.addEventListener("popstate", () => {
    if (window.location.pathname !== here) window.location.reload();
  });
  zoomable(document.getElementById("main"));
  back.addEventListener("click", (event) => {
    if (!plain(event)) return;
    event.preventDefault();
    leave();
  });
}

// --- What is on its way, which is followed while somebody looks: this page has no stream ---

const coming = () => document.querySelector("main #detail[data-coming]");
let timer = 0;
let asking = false;

async function look() {
  clearTimeout(timer);
  if (asking || document.hidden || !coming()) return;
  asking = true;
  try {
    const text = await askDetail(window.location.pathname);
    const detail = coming();
    await htmx.swap({ text, target: detail, swap: "outerMorph", sourceElement: detail, request: {} });
  } catch (error) {
    if (error instanceof Gone) return; // it was deleted: nothing more will come
  }
  asking = false;
  timer = setTimeout(look, every);
}

if (coming()) {
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, every);
}
