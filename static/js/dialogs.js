// What every dialog does: it closes by its own button and by a click beside it.

// The dialog beside which something happens, on its backdrop. What happens between its parts has the same target.
function beside({ target, clientX, clientY }) {
  if (!target.matches?.("dialog")) return null;
  const { left, right, top, bottom } = target.getBoundingClientRect();
  return clientX < left || clientX >= right || clientY < top || clientY >= bottom ? target : null;
}

let pressed = null; // beside it; a press that ends there may have begun in a field, to select what is written

document.addEventListener("pointerdown", (event) => {
  pressed = beside(event);
}, true);

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-close]");
  if (button) button.closest("dialog").close();
  else if (pressed && pressed === beside(event)) pressed.close();
});
