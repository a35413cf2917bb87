// A quiet line for who has just sent something and does not see it: they look at another part of the history.

import { say } from "./announce.js";
import { inSight } from "./cards.js";
import { stretches } from "./stretches.js";

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let waiting = null; // what was sent, and where, until the server has told whether it belongs there

// Little was between it and them: it is shown at once, instead of being told of.
const isNear = (card) => card.getBoundingClientRect().bottom > -window.innerHeight;
const goUp = () => window.scrollTo({ top: 0, behavior: calm.matches ? "instant" : "smooth" });
const isNarrow = () => "narrow" in stretches()[0].dataset;
const view = () => stretches()[0].dataset.url;

function show(event, card) {
  event.target.closest(".message").remove();
  if (!card?.isConnected) return;
  event.preventDefault();
  card.scrollIntoView({ block: "center" });
  card.querySelector(".card-open").focus({ preventScroll: true });
}

function tell({ set, cards, from }) {
  if (view() !== from) return; // they have looked for it themselves, or look for something else
  const card = document.getElementById(set)?.querySelector(".card");
  if (card && inSight(card)) return;
  if (card && isNear(card)) return goUp();
  const hidden = !card && isNarrow();
  const link = document.createElement("a");
  link.href = document.querySelector("#newest a").pathname;
  link.textContent = hidden ? "Show everything" : "Show it";
  link.addEventListener("click", (event) => show(event, card));
  const [are, stand] = cards.length > 1 ? ["they are", "they stand"] : ["it is", "it stands"];
  say(hidden ? `Sent; ${are} not in this view. ` : `Sent; ${stand} at the top. `, "success", link);
}

// Called before it is put where it belongs, if it does; of a narrow view the server is asked first.
export function sent(set) {
  const cards = [...set.querySelectorAll(".card")].map(({ id }) => id);
  const told = { set: set.id, cards, from: view() };
  if (isNarrow()) waiting = told;
  else setTimeout(tell, 0, told);
}

document.addEventListener("history:judged", ({ detail }) => {
  if (!waiting?.cards.some((id) => detail.asked.includes(id))) return;
  setTimeout(tell, 0, waiting);
  waiting = null;
});
