// Escape lets go of what is chosen in the trash.

const form = document.getElementById("trash");

document.addEventListener("dismiss", (event) => {
  const chosen = form?.querySelector(".card-select :checked");
  if (!chosen) return;
  event.preventDefault();
  const inBar = document.activeElement?.closest(".trash-bar");
  form.reset();
  if (inBar) chosen.focus();
});
