// The title of the page: its own, or that of the picture that is open over it, and before either the number of what is
// done and was not seen.

let [own, over, unseen] = [document.title, "", 0];

function write() {
  document.title = `${unseen ? `(${unseen}) ` : ""}${over || own}`;
}

export function entitle(title) {
  own = title;
  write();
}

// By the prompt of the picture; with none, it is the page's own again.
export function entitleOver(prompt) {
  over = prompt && `${prompt.length > 60 ? `${prompt.slice(0, 59)}…` : prompt} · Atelier`;
  write();
}

export function count(number) {
  unseen = number;
  write();
}
