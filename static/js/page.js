// A picture's own page: looked at closely as in the studio, and left for where one came from, which has stayed as it was.

import { zoomable } from "./zoom.js";

const back = document.querySelector("[data-back]");
const isStudio = (address) => URL.canParse(address) && new URL(address).origin === window.location.origin && new URL(address).pathname === back.pathname;

function before() {
  const { navigation } = window;
  if (!navigation) return document.referrer;
  return navigation.entries()[navigation.currentEntry.index - 1]?.url ?? "";
}

export function leave() {
  if (!back) return false;
  if (isStudio(before())) history.back();
  else window.location.href = back.href;
  return true;
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
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !isStudio(before())) return;
    event.preventDefault();
    leave();
  });
}
