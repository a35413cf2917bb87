// What a generation's own page tells of it: asked for ahead, and kept for a moment.

import { answered, head } from "./ask.js";

const moment = 5000; // milliseconds for which it is taken to be as it was
const most = 12;
const known = new Map(); // by address: the HTML, and when it came
const underWay = new Map(); // by address: the request whose answer will be kept

export const remembered = (address) => known.get(address)?.text;
export const recent = (address) => Date.now() - (known.get(address)?.time ?? 0) < moment;

export class Gone extends Error {}

async function fetched(address, signal, priority) {
  const answer = await answered(await fetch(address, { headers: head(), signal, priority }));
  if (answer.status === 404) throw new Gone();
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

function keep(address, text) {
  known.delete(address);
  known.set(address, { text, time: Date.now() });
  if (known.size > most) known.delete(known.keys().next().value);
}

// The HTML of the details, anew. Raises Gone when there is no such generation any more, and what fetch raises.
export async function askDetail(address, signal, priority = "auto") {
  const request = {};
  const isLast = () => underWay.get(address) === request;
  underWay.set(address, request);
  try {
    const text = await fetched(address, signal, priority);
    if (isLast()) keep(address, text);
    return text;
  } finally {
    if (isLast()) underWay.delete(address);
  }
}

// An answer as elements, of which nothing is fetched yet.
export function elementsOf(text) {
  const holder = document.createElement("template");
  holder.innerHTML = text;
  return holder.content;
}

// What a form of the details does; the HTML of the answer, or null when it could not be done.
export async function post(form, button) {
  const body = new FormData(form, button);
  const asked = fetch(form.action, { method: "POST", body, headers: head() });
  const answer = await asked.then(answered).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
}

// They are no longer as they were when they were asked for.
function forget({ detail: { uuids } }) {
  for (const map of [known, underWay]) {
    for (const address of map.keys()) if (uuids.some((uuid) => address.includes(uuid))) map.delete(address);
  }
}

for (const name of ["favourites", "history:told"]) document.addEventListener(name, forget);

// Pictures that are fetched and decoded before anybody looks at them; the last few are held on to.
const pictures = new Map();

export function prepare(source) {
  if (!source || pictures.has(source)) return;
  const picture = new Image();
  picture.fetchPriority = "low";
  picture.src = source;
  picture.decode().catch(() => pictures.delete(source));
  pictures.set(source, picture);
  if (pictures.size > 6) pictures.delete(pictures.keys().next().value);
}
