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

// Of nothing: the page is seen again.
export function entitleOver(title) {
  over = title;
  write();
}

export function count(number) {
  unseen = number;
  write();
}
