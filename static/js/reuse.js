// "Use as reference" and "Use again" act on the composer of this page; where there is none, the links lead to the studio.

import { composer, unfold, useAgain } from "./composer.js";
import { addPicture } from "./references.js";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-use]");
  if (!link || !composer() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const address = link.href;
  const { use, picture } = link.dataset;
  if (use === "reference") addPicture(picture);
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  unfold();
  if (use === "again") useAgain(address);
  else if (window.matchMedia("(pointer: fine)").matches) document.getElementById("prompt").focus({ preventScroll: true });
});
