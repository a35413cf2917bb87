// Alternatives in a prompt: `{red|blue} bicycle` is two prompts. The server's word is generator/alternatives.py, with
// which this agrees to the letter, also about what is space.

const group = /\{([^{}|]*(?:\|[^{}|]*)+)\}/g;
const space = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ends = new RegExp(`^[${space}]+|[${space}]+$`, "g");
const gap = new RegExp(`(?<=[^${space}]) {2,}(?=[^${space}])`, "g");

const strip = (text) => text.replace(ends, "");

// How many prompts it makes, without making them (before repetitions are left out).
export function number(prompt) {
  let product = 1;
  for (const [, options] of prompt.matchAll(group)) product *= options.split("|").length;
  return product;
}

// The prompts it stands for, each once, in order; one without alternatives stands for itself.
export function expanded(prompt) {
  const pieces = strip(prompt).split(group);
  if (pieces.length === 1) return pieces;
  let made = [""];
  pieces.forEach((piece, place) => {
    // Every second piece is what stood between braces.
    const options = place % 2 ? piece.split("|").map(strip) : [piece];
    made = made.flatMap((begun) => options.map((option) => begun + option));
  });
  return [...new Set(made.map((text) => strip(text.replace(gap, " "))))];
}
