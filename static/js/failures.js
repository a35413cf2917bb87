// What a button of a card, its sheet, a selection or a message could not do is said over the page. The composer and the
// prompt library say theirs themselves.

import { say } from "./announce.js";

export const unreachable = "The studio could not be reached. Nothing was done; try again.";
export const undone = "That could not be done. Reload the page to see how things stand.";

function fail(event, sentence) {
  if (event.detail?.ctx?.sourceElement?.closest?.(".card, #selection, #sheet, #messages")) say(sentence);
}

document.addEventListener("htmx:error", (event) => fail(event, unreachable));
document.addEventListener("htmx:response:error", (event) => fail(event, undone));
