// The way back to the newest pictures, for who has come far from them.

import { plain } from "./plain.js";
import { isTop, stretches } from "./stretches.js";

const screens = 2.5; // how far one has to be from the top, in heights of the screen
const place = document.getElementById("newest");
const page = document.documentElement;

function refresh() {
  const deep = !isTop(stretches()[0]) || window.scrollY > screens * window.innerHeight;
  place.classList.toggle("there", deep);
  place.toggleAttribute("inert", !deep);
  if (!deep) place.classList.remove("fresh");
}

if (place) {
  window.addEventListener("scroll", refresh, { passive: true });
  document.getElementById("history").addEventListener("history:laid", refresh);
  place.addEventListener("click", (event) => {
    if (!plain(event) || !isTop(stretches()[0])) return;
    event.preventDefault();
    page.scrollTo({ top: 0, behavior: "instant" });
    stretches()[0].querySelector(".card-open")?.focus({ preventScroll: true });
  });
  // Something of one's own has come to its end, up there.
  document.addEventListener("mine:over", () => place.classList.toggle("fresh", place.classList.contains("there")));
  refresh();
}
