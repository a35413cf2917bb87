// A quiet line for who has just sent something and does not see it: they look at another part of the history.

import { say } from "./announce.js";
import { stretches } from "./stretches.js";

let waiting = null; // what was sent, until the server has told whether it belongs to this view

const inSight = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;
const isNarrow = () => "narrow" in stretches()[0].dataset;

function show(event, card) {
  document.getElementById("messages").replaceChildren();
  if (!card?.isConnected) return;
  event.preventDefault();
  card.scrollIntoView({ block: "center" });
  card.querySelector(".card-open").focus({ preventScroll: true });
}

function tell() {
  const set = waiting;
  waiting = null;
  const card = set && document.getElementById(set.id)?.querySelector(".card");
  if (!set || (card && inSight(card.getBoundingClientRect()))) return;
  const hidden = !card && isNarrow();
  const link = document.createElement("a");
  link.href = document.querySelector("#newest a").pathname;
  link.textContent = hidden ? "Show everything" : "Show it";
  link.addEventListener("click", (event) => show(event, card));
  say(hidden ? "Sent; it is not in this view. " : "Sent; it stands at the top. ", "success", link);
}

// Called before it is put where it belongs, if it does; of a narrow view the server is asked first.
export function sent(set) {
  waiting = set;
  if (!isNarrow()) setTimeout(tell);
}

document.addEventListener("history:judged", () => waiting && setTimeout(tell));
