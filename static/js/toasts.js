// The messages over the studio: they can be put away, go by themselves when they have been there for long and nobody is
// at them, and what was done can be undone with the keyboard.

const place = document.getElementById("messages");
const brief = 8000;
const withUndo = 30000; // to read it, and to get there
let timer = 0;
let inside = false; // whether the focus was here last

const undo = () => place.querySelector("[data-undo] button");
const busy = () => place.matches(":hover") || place.querySelector(":focus-visible");

// Back among the pictures, where one was.
function leave() {
  const cards = [...document.querySelectorAll("#history .card-open")];
  cards.find((card) => card.getBoundingClientRect().bottom > 80)?.focus({ preventScroll: true });
}

function close() {
  const had = place.contains(document.activeElement);
  clearTimeout(timer);
  place.replaceChildren();
  if (had) leave();
}

function wait() {
  clearTimeout(timer);
  // What went wrong stays until somebody has read it.
  if (!place.firstElementChild || place.querySelector(".error, .warning")) return;
  timer = setTimeout(() => (busy() ? wait() : close()), undo() ? withUndo : brief);
}

function closer() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "message-close";
  button.setAttribute("aria-label", "Dismiss");
  const icon = document.createElement("span");
  icon.className = "icon icon-close";
  button.append(icon);
  button.addEventListener("click", close);
  return button;
}

// Where somebody was whose focus was on what is gone, or on a bar that has closed.
function lostFocus() {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.closest("[hidden], :disabled, dialog:not([open])");
}

function come() {
  for (const message of place.querySelectorAll(".message:not(:has(.message-close))")) message.append(closer());
  wait();
  if (!lostFocus()) return;
  if (undo()) undo().focus({ preventScroll: true });
  else if (inside) leave();
}

if (place?.closest(".studio")) {
  come();
  new MutationObserver(come).observe(place, { childList: true });
  // What was deleted in a dialog has nothing to give the focus back to.
  document.addEventListener("close", come, true);
  document.addEventListener("focusin", ({ target }) => {
    inside = place.contains(target);
  });
  // Before the selection, which lies below.
  document.addEventListener("dismiss", (event) => {
    if (!place.contains(document.activeElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || !undo()) return;
    if (event.target.closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    undo().click();
  });
}
