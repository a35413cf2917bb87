// Placeholders: what stands in braces without a bar, such as `{product}`. The same name is the same placeholder.

const placeholder = /\{([^{}|\n]{1,40})\}/g;
const key = "placeholders";
const mostKept = 100;

const nameOf = (inside) => inside.trim();

// The names in a text, each once, in order.
export function names(text) {
  const found = [...text.matchAll(placeholder)].map(([, inside]) => nameOf(inside));
  return [...new Set(found.filter(Boolean))];
}

// The text in pieces: `[piece, name]`, where a placeholder that has a value is that value under its name.
export function pieces(text, values) {
  return text.split(placeholder).map((piece, place) => {
    const name = place % 2 ? nameOf(piece) : "";
    if (name) return [values.get(name)?.trim() || `{${piece}}`, name];
    return [place % 2 ? `{${piece}}` : piece, ""];
  });
}

export const filled = (text, values) => pieces(text, values).map(([piece]) => piece).join("");

// --- What was filled in last, kept by this browser until somebody signs out ---

export function remembered() {
  try {
    return new Map(JSON.parse(localStorage.getItem(key)) ?? []);
  } catch {
    return new Map(); // a browser that keeps nothing, or kept something else
  }
}

export function remember(values) {
  const all = remembered();
  for (const [name, value] of values) {
    all.delete(name);
    if (value) all.set(name, value);
  }
  try {
    localStorage.setItem(key, JSON.stringify([...all].slice(-mostKept)));
  } catch {
    // as above
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.matches?.("[data-sign-out]")) remember(new Map([...remembered().keys()].map((name) => [name, ""])));
});
