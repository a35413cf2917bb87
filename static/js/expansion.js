// What will be made, before it is sent: the number on the button, and the prompts that alternatives stand for.

import { expanded, number } from "./alternatives.js";
import { composer } from "./composer.js";
import { names } from "./placeholders.js";

let listed = null;
const wordless = "One of the alternatives leaves no words at all; write some around the braces.";

function trouble(whole, most, prompt, prompts) {
  if (whole > most) {
    const said = whole < 1000 ? whole : "more than 999";
    return `That makes ${said} pictures; the limit is ${most} at once. Ask for fewer.`;
  }
  return prompt.trim() && prompts.includes("") ? wordless : "";
}

// The browser refuses to send with this sentence; the sentence of whoever else refuses stays.
function forbid(area, sentence) {
  const mine = area.dataset.forbidden ?? "";
  if (area.validity.customError && area.validationMessage !== mine) return;
  area.setCustomValidity(sentence);
  area.dataset.forbidden = sentence;
}

function list(place, prompts, count) {
  place.hidden = prompts.length < 2;
  if (place.hidden) return;
  const whole = prompts.length * count;
  const times = count > 1 ? `${prompts.length} prompts × ${count} = ${whole} pictures` : `${whole} prompts, a picture each`;
  place.querySelector(".expansion-sum").textContent = times;
  place.querySelector(".expansion-prompts").replaceChildren(
    ...prompts.map((prompt) => {
      const item = document.createElement("li");
      item.textContent = prompt;
      return item;
    }),
  );
}

function offerFields(button, fields) {
  button.hidden = !fields.length;
  if (button.hidden) return;
  const shown = fields.length > 4 ? [...fields.slice(0, 3), `${fields.length - 3} more`] : fields;
  // Made when it is wanted: it loads a good part of what a browser knows of languages.
  listed ??= new Intl.ListFormat("en");
  button.textContent = `Fill in ${listed.format(shown)}`;
}

function refresh() {
  const form = composer();
  const line = document.getElementById("expansion");
  if (!form || !line) return;
  const { prompt: area, count } = form.elements;
  const each = Number(count.value) || 1;
  const most = Number(form.dataset.most);
  const whole = number(area.value) * each;
  const prompts = whole > most ? [] : expanded(area.value);
  const sentence = trouble(whole, most, area.value, prompts);
  forbid(area, sentence);
  line.querySelector("p").textContent = sentence;
  list(line.querySelector("details"), sentence ? [] : prompts, each);
  offerFields(line.querySelector("[data-fill]"), names(area.value));
  line.hidden = [...line.children].every((part) => part.hidden || !part.textContent);
  const made = prompts.length * each;
  const place = document.getElementById("whole");
  place.hidden = sentence !== "" || made < 2;
  place.textContent = place.hidden ? "" : made;
}

document.addEventListener("input", (event) => event.target.form === composer() && refresh());
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.target?.id !== "composer") return;
  refresh();
  document.getElementById("known")?.focus({ preventScroll: true }); // a question: it is read, and answered or not
});
refresh();
