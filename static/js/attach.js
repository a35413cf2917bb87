// Ways into the references: picking files, a link, and the small buttons of a tile.

import { addAddress, addFiles, remove, replace, tiles } from "./references.js";

const form = () => document.getElementById("composer");
const input = () => document.getElementById("references-input");
let replaced = null; // the tile that the next file is for

export function pickFor(tile) {
  replaced = tile;
  input().click();
}

const isBusy = () => document.activeElement?.closest("input, textarea, dialog");

async function submitAddress(field) {
  const given = field.value.trim();
  if (!given) return field.focus();
  // What has spaces is no address, whatever is put before it; the studio says so.
  const spaced = /\s/.test(given);
  const address = spaced || /^[a-z]+:/i.test(given) ? given : `https://${given}`;
  field.value = address;
  if (!spaced && !field.reportValidity()) return undefined;
  openAddress(false);
  if (await addAddress(address)) return undefined;
  // It comes back to be mended; whoever writes something else meanwhile goes on with that.
  const again = document.getElementById("reference-url");
  if (!again || again.value) return undefined;
  openAddress(true, !isBusy());
  again.value = address;
  return undefined;
}

// What stands in the field is sent with the form; so nothing does when it cannot be seen.
export function openAddress(open, focus = true) {
  const button = form()?.querySelector(".attach-link");
  if (!button) return;
  const field = document.getElementById("reference-url");
  button.setAttribute("aria-expanded", String(open));
  form().classList.toggle("linking", open);
  if (!open) field.value = "";
  if (!focus) return;
  if (open) field.focus();
  else if (button.checkVisibility()) button.focus();
  else form().querySelector(".attach-shelf").focus();
}

// Takes a tile away; the focus goes to its neighbour.
export function dismiss(tile) {
  const next = tile.nextElementSibling ?? tile.previousElementSibling;
  const within = document.activeElement?.closest(".reference-open") ? ".reference-open" : "[data-remove]";
  remove(tile);
  (next?.querySelector(within) ?? input()).focus();
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "references-input") return;
  const files = [...event.target.files];
  if (!files.length) return;
  event.target.value = ""; // they travel now, not with the form
  if (tiles().includes(replaced)) {
    addFiles(files.slice(1));
    replace(replaced, files[0]);
  } else {
    addFiles(files);
  }
  replaced = null;
});

document.addEventListener("cancel", (event) => {
  if (event.target.id === "references-input") replaced = null;
}, true);

document.addEventListener("click", (event) => {
  const tile = event.target.closest?.("#references .reference");
  if (event.target.closest?.("[data-remove]")) dismiss(tile);
  if (event.target.closest?.("[data-replace]")) pickFor(tile);
  if (event.target.closest?.(".attach-link")) openAddress(!form().classList.contains("linking"));
  if (event.target.closest?.("[data-add-url]")) submitAddress(document.getElementById("reference-url"));
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "reference-url") return;
  if (event.key === "Enter") {
    event.preventDefault();
    submitAddress(event.target);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    openAddress(false);
  }
}, true);
