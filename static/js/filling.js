// The fields of a prompt with placeholders, and the prompt as they fill it.

import { filled, names, pieces, remember, remembered } from "./placeholders.js";

const form = document.getElementById("prompt-fields");
let text = "";
let done = () => {};

const inputs = () => [...form.querySelectorAll("input")];
const values = () => new Map(inputs().map((input) => [input.name, input.value.trim()]));

function field(name, value) {
  const label = document.createElement("label");
  label.className = "prompt-field";
  const word = document.createElement("span");
  word.textContent = name;
  const input = document.createElement("input");
  Object.assign(input, { type: "text", name, value, autocomplete: "off", enterKeyHint: "next" });
  label.append(word, input);
  return label;
}

function preview() {
  const parts = pieces(text, values()).map(([piece, name]) => {
    if (!name) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
  form.querySelector(".prompt-preview").replaceChildren(...parts);
}

// Asks for the values of a text's placeholders; `callback` gets the filled text.
export function fillIn(whole, callback) {
  [text, done] = [whole, callback];
  const known = remembered();
  form.querySelector(".prompt-inputs").replaceChildren(...names(text).map((name) => field(name, known.get(name) ?? "")));
  inputs().at(-1).enterKeyHint = "done";
  preview();
  inputs()[0].focus();
  inputs()[0].select();
}

if (form) {
  form.addEventListener("input", () => {
    remember(values());
    preview();
  });
  form.addEventListener("focusin", (event) => event.target.matches("input") && event.target.select());

  // Enter goes on to the next field, and from the last one into the composer; with Ctrl or Cmd from any.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    const next = inputs()[inputs().indexOf(event.target) + 1];
    event.preventDefault();
    if (next && !event.ctrlKey && !event.metaKey) next.focus();
    else form.requestSubmit();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(values()); // what is taken as it stood was used now, too
    done(filled(text, values()));
  });
}
