// What is new or has changed, and may or may not belong to this view: the server is asked, a few at a time. What it says
// belongs there is told as "history:judged", with the ids of all that were asked for. What it could not be asked is asked
// again.

import { parsed, stretches } from "./stretches.js";

const delays = [250, 500, 1000, 2000]; // milliseconds in which more may come; longer after so many failures
const most = 50; // at once
const memory = 1000; // of what does not belong here
const doubtful = new Set(); // the ids of cards
let foreign = new Set(); // the same, of what was judged
let view = ""; // the address of the view that `foreign` is of
let failures = 0; // one after another
let timer = 0;

// Most of what is asked for never changes. How a generation stands does.
const changes = (address) => address.searchParams.has("status");

function address() {
  const found = new URL(stretches()[0].dataset.url, window.location.href);
  if (found.href !== view || foreign.size > memory) foreign = new Set();
  view = found.href;
  return found;
}

function askSoon() {
  if (doubtful.size) timer ||= setTimeout(ask, delays[Math.min(failures, delays.length - 1)]);
}

async function ask() {
  timer = 0;
  const asked = [...doubtful].slice(0, most);
  for (const id of asked) doubtful.delete(id);
  askSoon();
  const query = address();
  const of = view;
  query.searchParams.set("only", asked.map((id) => id.replace("generation-", "")).join());
  const answer = await fetch(query, { headers: { Accept: "text/html" } }).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => null) : null;
  if (text !== null && address().href === of) return tell(asked, query, parsed(text).sets);
  // Somebody may look at something else by now, or the studio could not be reached.
  for (const id of asked) doubtful.add(id);
  if (text === null) failures += 1;
  // Who was signed out hears of it elsewhere.
  if (!answer?.redirected) askSoon();
  return undefined;
}

function tell(asked, query, sets) {
  failures = 0;
  const found = new Set(sets.flatMap((set) => [...set.querySelectorAll(".card")].map(({ id }) => id)));
  if (!changes(query)) for (const id of asked) if (!found.has(id)) foreign.add(id);
  document.dispatchEvent(new CustomEvent("history:judged", { detail: { asked, sets } }));
}

export function judge(cards) {
  address();
  for (const { id } of cards) if (!foreign.has(id)) doubtful.add(id);
  askSoon();
}
