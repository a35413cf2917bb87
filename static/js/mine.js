// What this member waits for, on whatever part of the history they look: the page is told of all that is their own.

import { announce } from "./announce.js";
import { iWasTold, whenToldElsewhere } from "./others.js";

const ends = new Set(["succeeded", "failed", "canceled"]);
const known = new Map(); // how each of those stands, by the id of its card, and as of which change

// Something is expected before long; what takes unusually long, or got no answer, may take a day.
const isSoon = ({ status, due }) => ["queued", "submitting", "collecting"].includes(status) || (status === "generating" && due);
export const waits = () => [...known.values()].some(isSoon);

// Every card that comes is shown here first; one that is the member's own and has come to its end is told of once.
export function follow(card) {
  const { own, status, due, change, set = card.id } = card.dataset;
  const before = known.get(card.id);
  if (own === undefined || Number(change) < before?.change) return;
  if (!before && ends.has(status)) return; // it is nothing that anybody waits for
  const now = { status, due, change: Number(change), set };
  known.set(card.id, now);
  if (!before || ends.has(before.status) || !ends.has(status)) return;
  iWasTold({ id: card.id, now });
  if (status === "canceled") return;
  const prompt = card.querySelector(".card-prompt")?.textContent.trim().slice(0, 80) ?? "";
  announce(status === "succeeded" ? `The picture is ready: ${prompt}` : `No picture came back: ${prompt}`);
  const [picture, address] = [card.querySelector(".card-picture")?.src, card.querySelector(".card-open")?.href];
  document.dispatchEvent(new CustomEvent("mine:over", { detail: { id: card.id, set, status, prompt, picture, address } }));
}

function look() {
  document.querySelectorAll("#history .card[data-own]").forEach(follow);
}

whenToldElsewhere(({ id, now }) => {
  if (known.get(id)?.change < now.change) known.set(id, now);
});
look();
document.addEventListener("history:filled", look);
