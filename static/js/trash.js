// What is chosen in the trash is counted, and Escape lets go of it.

const form = document.getElementById("trash");
const line = form?.querySelector(".selection-count");
const chosen = () => form?.querySelectorAll(".card-select :checked") ?? [];

function count() {
  line.textContent = `${chosen().length} selected`;
}

if (line) {
  count();
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count); // with what was chosen when one left
}

document.addEventListener("dismiss", (event) => {
  const [first] = chosen();
  if (!first) return;
  event.preventDefault();
  const inBar = document.activeElement?.closest(".trash-bar");
  form.reset();
  if (inBar) first.focus();
});
