// The messages over the studio, or over the picture that is open there: they can be put away, go by themselves when they
// have been there for long and nobody is at them, and what was done can be undone with the keyboard.

import { openerOf } from "./cards.js";
import { here, toWhatIsBack } from "./whereabouts.js";

const place = document.getElementById("messages");
const brief = 8000;
const withUndo = 30000; // to read it, and to get there
let inside = false; // whether the focus was here last
let deletion = null; // whose answer is on the way: what could be undone before it, and whether it is to be undone

const undo = () => place.querySelector("[data-undo] button");
const busy = () => place.matches(":hover") || place.querySelector(":focus-visible");

// Back among the pictures, where one was, or to the one that is open.
function leave() {
  const open = place.closest("dialog")?.querySelector("[autofocus]");
  if (!toWhatIsBack()) (open ?? openerOf(here()))?.focus({ preventScroll: true });
}

function close(...messages) {
  const had = place.contains(document.activeElement);
  messages.forEach((message) => message.remove());
  if (had) leave();
}

function wait(message) {
  // What went wrong stays until somebody has read it.
  if (!message.isConnected || message.matches(".error, .warning")) return;
  const long = message.querySelector("[data-undo]") ? withUndo : brief;
  setTimeout(() => (busy() ? wait(message) : close(message)), long);
}

function closer(message) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "message-close";
  button.setAttribute("aria-label", "Dismiss");
  const icon = document.createElement("span");
  icon.className = "icon icon-close";
  button.append(icon);
  button.addEventListener("click", () => close(message));
  return button;
}

// Where somebody was whose focus was on what is gone, or on a bar that has closed.
function lostFocus() {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.closest("[hidden], :disabled, dialog:not([open])");
}

// The focus goes to what can be undone when that has just come, or when it was here.
function settle(come) {
  if (!lostFocus()) return;
  if (undo() && (come || inside)) undo().focus({ preventScroll: true });
  else if (inside) leave();
}

function receive() {
  const fresh = [...place.querySelectorAll(".message:not(:has(.message-close))")];
  for (const message of fresh) {
    message.append(closer(message));
    wait(message);
  }
  settle(fresh.some((message) => message.contains(undo())));
}

// A dialog has them as long as it is open; what lies under it could be neither seen nor reached.
export const bring = (dialog) => dialog.append(place);

const isDeletion = (event) => event.detail?.ctx?.sourceElement?.matches?.('[data-act="delete"]');

// A deletion is on its way; answers what to call when it has been answered. The pictures may be gone before the answer
// says how they come back: who undoes it by then is not to ask twice.
export function deleting() {
  const own = { before: undo(), wanted: false };
  deletion = own;
  return () => {
    if (deletion === own) deletion = null;
    if (own.wanted && undo() !== own.before) undo()?.click();
  };
}

if (place?.closest(".studio")) {
  receive();
  new MutationObserver(receive).observe(place, { childList: true });
  // What was deleted in a dialog has nothing to give the focus back to.
  document.addEventListener("close", ({ target }) => {
    if (target.contains(place)) document.getElementById("heading").before(place);
    settle(true);
  }, true);
  document.addEventListener("focusin", ({ target }) => {
    inside = place.contains(target);
  });
  // Before the selection, which lies below.
  document.addEventListener("dismiss", (event) => {
    if (!place.contains(document.activeElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    close(...place.children);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
    if (!(undo() || deletion) || event.target.closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    if (deletion) deletion.wanted = true;
    else undo().click();
  });
  let answered = () => {};
  document.addEventListener("htmx:before:request", (event) => {
    if (isDeletion(event)) answered = deleting();
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (isDeletion(event)) answered();
  });
}
