// A picture's own page: looked at closely as in the studio, and left for where one came from, which has stayed as it was.

import { zoomable } from "./zoom.js";

const back = document.querySelector("[data-back]");

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
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leave();
  });
}
