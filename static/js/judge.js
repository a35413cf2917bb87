// What is new or has changed, and may or may not belong to this view: the server is asked, a few at a time. What it says
// belongs there is told as "history:judged", with the ids of all that were asked for.

import { parsed, stretches } from "./stretches.js";

const pause = 250; // milliseconds in which more may come
const most = 50; // at once
const doubtful = new Set(); // the ids of cards
let timer = 0;

async function ask() {
  const asked = [...doubtful].slice(0, most);
  for (const id of asked) doubtful.delete(id);
  if (doubtful.size) timer = setTimeout(ask, pause);
  const stretch = stretches()[0];
  const address = new URL(stretch.dataset.url, window.location.href);
  address.searchParams.set("only", asked.map((id) => id.replace("generation-", "")).join());
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  const { sets } = parsed(answer?.ok && !answer.redirected ? await answer.text() : "");
  // Somebody may look at something else by now.
  if (stretch.isConnected) document.dispatchEvent(new CustomEvent("history:judged", { detail: { asked, sets } }));
}

export function judge(cards) {
  for (const card of cards) doubtful.add(card.id);
  clearTimeout(timer);
  timer = setTimeout(ask, pause);
}
