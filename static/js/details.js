// What a generation's own page tells of it: asked for ahead, and kept for a moment.

const moment = 5000; // milliseconds for which it is taken to be as it was
const most = 12;
const known = new Map(); // by address: the HTML, and when it came

export const remembered = (address) => known.get(address)?.text;
export const recent = (address) => Date.now() - (known.get(address)?.time ?? 0) < moment;

export class Gone extends Error {}

// The HTML of the details, anew. Raises Gone when there is no such generation any more, and what fetch raises.
export async function ask(address, signal, priority = "auto") {
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal, priority });
  const elsewhere = answer.headers.get("HX-Redirect");
  if (elsewhere) {
    window.location.href = elsewhere;
    return new Promise(() => {}); // this page is being left
  }
  if (answer.status === 404) throw new Gone();
  if (!answer.ok) throw new Error(answer.statusText);
  const text = await answer.text();
  known.delete(address);
  known.set(address, { text, time: Date.now() });
  if (known.size > most) known.delete(known.keys().next().value);
  return text;
}

// What is kept has another heart.
document.addEventListener("favourites", ({ detail }) => {
  for (const address of known.keys()) if (detail.uuids.some((uuid) => address.includes(uuid))) known.delete(address);
});

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
