// "Edit this", "Use as reference" and "Use again" act on the composer of this page; where there is none, the links lead
// to the studio.

import { announce } from "./announce.js";
import { complain, composer, offerUndo, unfold } from "./composer.js";
import { restore, snapshot, worth } from "./draft.js";
import { plain } from "./plain.js";
import { addPicture, putAll, putFirst, uuids } from "./references.js";

const { htmx } = window;

function focusPrompt() {
  document.getElementById("prompt").focus({ preventScroll: true });
}

// The picture comes first: what is written next is about it.
function edit(picture) {
  const before = uuids();
  const out = putFirst(picture);
  announce("The picture is the first reference. Describe the change.");
  if (out.length) offerUndo("The last reference made room for this picture.", () => putAll(before));
}

async function again(address) {
  const before = snapshot();
  const old = composer();
  await htmx.ajax("GET", address, { target: "#composer", swap: "outerHTML" });
  if (composer() === old) complain("The earlier prompt could not be fetched. Try again.");
  else if (worth(before)) offerUndo("What was in the composer was replaced.", () => restore(before));
}

// A page that shows something else than the draft has it at hand; the link alone would lead to what was typed since.
document.addEventListener("click", (event) => {
  const back = event.target.closest?.("#composer a[data-draft]");
  if (!back || !plain(event)) return;
  event.preventDefault();
  restore(JSON.parse(back.dataset.draft));
  back.closest(".undo").remove();
  focusPrompt();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-use]");
  if (!link || !composer() || !plain(event)) return;
  event.preventDefault();
  const address = link.href;
  const { use, picture } = link.dataset;
  if (use === "reference") addPicture(picture);
  if (use === "edit") edit(picture);
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  unfold();
  if (use === "again") again(address);
  else if (use === "edit" || window.matchMedia("(pointer: fine)").matches) focusPrompt();
});
