// Pictures brought from outside or from the history: pasted anywhere, dropped on the page or on the tile they replace.

import { unshape } from "./options.js";
import { addFiles, addPicture, clearErrors, replace } from "./references.js";

const root = document.documentElement;
const form = () => document.getElementById("composer");
const own = "application/x-atelier-picture";
const side = 112; // of the picture that hangs on the pointer, in pixels

// What comes next is words about it; as keys of the page they would do something else.
const goOn = () => document.getElementById("prompt").focus({ preventScroll: true });

document.addEventListener("paste", (event) => {
  if (!form()) return;
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  if (event.clipboardData.types.includes("text/plain") && event.target.closest?.("textarea, input")) return;
  event.preventDefault();
  addFiles(files);
  goOn();
});

// --- What is dragged: files go anywhere on the page, a picture of the history goes to the composer ---

function brings(event) {
  const types = event.dataTransfer?.types;
  if (!form() || !types) return "";
  // A picture of the page itself is a file as well.
  if (types.includes(own)) return "picture";
  return types.includes("Files") ? "files" : "";
}

// The tile that would be replaced, or null. Instead of the blank canvas there is no shape any more.
const under = (event) => event.target.closest?.("#references .reference:not(.uploading)") ?? null;

let depth = 0;

function hint(kind, tile = null) {
  if (!kind) depth = 0;
  root.classList.toggle("dropping", kind === "files");
  root.classList.toggle("inviting", kind === "picture");
  for (const one of document.querySelectorAll("#references .replaced")) if (one !== tile) one.classList.remove("replaced");
  tile?.classList.add("replaced");
}

document.addEventListener("dragenter", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  depth += 1;
});

document.addEventListener("dragover", (event) => {
  const kind = brings(event);
  if (!kind) return;
  hint(kind, under(event));
  if (kind === "picture" && !event.target.closest?.("#composer")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
});

document.addEventListener("dragleave", (event) => {
  if (!brings(event)) return;
  depth -= 1;
  if (depth <= 0 && root.classList.contains("dropping")) hint("");
});

document.addEventListener("dragend", () => hint(""));
// What was dragged may have left the page meanwhile, and ends with nothing.
document.addEventListener("pointermove", () => root.classList.contains("inviting") && hint(""));

document.addEventListener("drop", (event) => {
  const kind = brings(event);
  if (!kind) return;
  event.preventDefault();
  const over = under(event);
  hint("");
  if (over?.id === "canvas") unshape();
  const tile = over?.isConnected ? over : null;
  if (kind === "picture") {
    const uuid = event.dataTransfer.getData(own);
    clearErrors();
    if (tile) replace(tile, uuid);
    else addPicture(uuid);
    window.dispatchEvent(new CustomEvent("composer:touched"));
    goOn();
    return;
  }
  const files = [...event.dataTransfer.files];
  addFiles(tile ? files.slice(1) : files);
  if (tile && files.length) replace(tile, files[0]);
  goOn();
});

// --- Taking a picture from the history ---

// A small copy of it; the whole would hide where it goes.
function copy(image) {
  const canvas = document.createElement("canvas");
  const scale = side / Math.max(image.naturalWidth, image.naturalHeight);
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.className = "drag-image";
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  document.body.append(canvas);
  setTimeout(() => canvas.remove());
  return canvas;
}

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("#history .card-open")?.closest(".card");
  const uuid = card?.querySelector("[data-picture]")?.dataset.picture;
  if (!uuid || !form()) return;
  event.dataTransfer.setData(own, uuid);
  event.dataTransfer.effectAllowed = "copy";
  const image = card.querySelector(".card-picture");
  if (image?.naturalWidth) event.dataTransfer.setDragImage(copy(image), side / 2, side / 2);
});
