// The line over an open picture that says what could not be done, or why its details could not be had.

const line = document.getElementById("viewer-trouble");
let failed = false; // it is about the details, and goes when they come

export function trouble(sentence, again = false) {
  failed = false;
  line.hidden = !sentence;
  document.getElementById("viewer-trouble-words").textContent = sentence;
  line.querySelector("button").hidden = !again;
}

export function withoutDetails(...words) {
  trouble(...words);
  failed = true;
}

export const detailsCame = () => failed && trouble("");
