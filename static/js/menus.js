// Menus (`popover`): one that is open closes with a press beside it, and that press opens no picture that lies there.

let closing = false;

// The menu that is open over the page; what the page shows by itself is none.
export const openMenu = () => document.querySelector('[popover]:not([popover="manual"]):popover-open');

function press({ target }) {
  const menu = openMenu();
  closing = Boolean(menu && !menu.contains(target) && target.closest?.("#history"));
}

// By the time of the click the menu is closed. A click that a key makes counts nothing.
function swallow(event) {
  if (closing && event.detail) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  closing = false;
}

window.addEventListener("pointerdown", press, true);
window.addEventListener("click", swallow, true);
