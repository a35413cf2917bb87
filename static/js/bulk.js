// What is done with all that is selected. The form of the bar carries the selection; downloading is its own business.

import { announce, say } from "./announce.js";
import { unfold } from "./composer.js";
import { unreachable } from "./failures.js";
import { tell } from "./favourites.js";
import { addPictures, leftOut } from "./references.js";
import { about, clear, select, uuids } from "./selection.js";

const bar = document.getElementById("selection");

// All of them; or none any more, where all were already. Something else may be selected when the answer comes.
async function favourite(button) {
  const chosen = uuids();
  const many = chosen.length;
  const off = button.getAttribute("aria-pressed") === "true";
  const body = new FormData(bar);
  if (off) body.set("off", "yes");
  const answer = await fetch(button.dataset.address, { method: "POST", body }).catch(() => null);
  if (!answer?.ok || answer.redirected) return say(unreachable);
  tell(chosen, !off);
  return announce(off ? `${many} are favourites no longer` : `${many} marked as favourites`);
}

function reference() {
  const chosen = about().filter(({ picture }) => picture);
  const left = addPictures(chosen.map(({ picture }) => picture));
  if (left.length) {
    select(chosen.filter(({ picture }) => left.includes(picture)).map(({ uuid }) => uuid));
    return say(leftOut(left.length)); // the composer, which says so too, is under the bar
  }
  clear();
  unfold();
  if (window.matchMedia("(pointer: fine)").matches) document.getElementById("prompt").focus({ preventScroll: true });
}

if (bar) {
  const acts = { favourite, reference };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    acts[button?.dataset.act]?.(button);
  });
}
