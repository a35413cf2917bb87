// What is new or has changed, and may or may not belong to this view: the server is asked, a few at a time. What it says
// belongs there is told as "history:judged", with the ids of all that were asked for.

import { parsed, stretches } from "./stretches.js";

const pause = 250; // milliseconds in which more may come
const most = 50; // at once
const memory = 1000; // of what does not belong here
const doubtful = new Set(); // the ids of cards
let foreign = new Set(); // the same, of what was judged
let view = ""; // the address of the view that `foreign` is of
let timer = 0;

// Most of what is asked for never changes. How a generation stands does.
const changes = (address) => address.searchParams.has("status");

function address() {
  const found = new URL(stretches()[0].dataset.url, window.location.href);
  if (found.href !== view || foreign.size > memory) foreign = new Set();
  view = found.href;
  return found;
}

async function ask() {
  const asked = [...doubtful].slice(0, most);
  for (const id of asked) doubtful.delete(id);
  if (doubtful.size) timer = setTimeout(ask, pause);
  const query = address();
  const of = view;
  query.searchParams.set("only", asked.map((id) => id.replace("generation-", "")).join());
  const answer = await fetch(query, { headers: { Accept: "text/html" } }).catch(() => null);
  // Somebody may look at something else by now.
  if (!answer?.ok || answer.redirected || address().href !== of) return;
  const { sets } = parsed(await answer.text());
  const found = new Set(sets.flatMap((set) => [...set.querySelectorAll(".card")].map(({ id }) => id)));
  if (!changes(query)) for (const id of asked) if (!found.has(id)) foreign.add(id);
  document.dispatchEvent(new CustomEvent("history:judged", { detail: { asked, sets } }));
}

export function judge(cards) {
  address();
  for (const { id } of cards) if (!foreign.has(id)) doubtful.add(id);
  clearTimeout(timer);
  if (doubtful.size) timer = setTimeout(ask, pause);
}
