// The options of the composer: how many pictures of each prompt, and their shape. A shape is a blank canvas among the
// references, and takes one of their places.

import { announce } from "./announce.js";
import { composer } from "./composer.js";
import { clearErrors, places } from "./references.js";

const panels = ".choices";
const chosen = (name) => composer().elements[name].value;

// --- The buttons say what is chosen ---

function write(name) {
  const value = chosen(name);
  composer().querySelector(`[data-now="${name}"]`).textContent = value;
  if (name === "ratio") composer().querySelector(".option .shape").dataset.ratio = value;
}

// --- The canvas ---

const canvas = () => document.getElementById("canvas");

function lay(ratio) {
  canvas()?.remove();
  if (ratio) {
    const tile = document.getElementById("canvas-tile").content.firstElementChild.cloneNode(true);
    tile.querySelector(".shape").dataset.ratio = ratio;
    tile.querySelector(".canvas-ratio").textContent = ratio;
    document.getElementById("references").append(tile);
  }
  document.dispatchEvent(new Event("composer:places"));
}

const crowded = () => document.querySelectorAll("#references > :not(#canvas)").length >= places;

function complain(sentence) {
  document.getElementById("ratio-trouble").textContent = sentence;
}

function shape(radio) {
  const before = canvas()?.querySelector(".shape").dataset.ratio ?? "";
  if (radio.value && crowded()) {
    composer().querySelector(`[name="ratio"][value="${before}"]`).checked = true;
    return complain(`All three places are taken by references. Remove one, then choose ${radio.value}.`);
  }
  complain("");
  lay(radio.value);
  return write("ratio");
}

export function unshape() {
  const none = composer().querySelector('[name="ratio"][value=""]');
  none.checked = true;
  none.dispatchEvent(new Event("input", { bubbles: true })); // for whoever keeps what is chosen
  none.dispatchEvent(new Event("change", { bubbles: true }));
  announce("The shape is removed");
}

function removeShape() {
  unshape();
  composer().querySelector('[popovertarget="ratio-choices"]').focus();
}

document.addEventListener("change", (event) => {
  const { target } = event;
  if (!target.matches?.("#composer .choices input") || !target.checked) return;
  clearErrors();
  if (target.name === "ratio") shape(target);
  else write(target.name);
});

// --- The panels ---

// The event does not bubble.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(panels) || event.newState !== "open") return;
  if (event.target.id === "ratio-choices") complain("");
  event.target.querySelector("input:checked")?.focus({ preventScroll: true });
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-remove-shape]")) removeShape();
  const panel = event.target.matches?.(".choices input") && event.target.closest(panels);
  // A choice with the pointer closes the panel, when it is taken; one with the arrows goes on.
  if (panel && event.detail) setTimeout(() => event.target.checked && panel.hidePopover());
});

document.addEventListener("keydown", (event) => {
  const panel = event.target.closest?.(panels);
  const button = event.target.closest?.('[popovertarget="count-choices"]');
  if (panel && event.key === "Enter") {
    event.preventDefault(); // it would send the form
    panel.hidePopover();
  }
  if (panel?.id !== "count-choices" && !button) return;
  const radio = /^[1-9]$/.test(event.key) && composer().querySelector(`[name="count"][value="${event.key}"]`);
  if (radio && !event.ctrlKey && !event.metaKey && !event.altKey) radio.click();
});
