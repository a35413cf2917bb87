// The switch between light and dark; early.js shows what was chosen.

const choices = () => document.querySelectorAll('input[name="theme"]');

function mark() {
  const chosen = document.documentElement.dataset.theme ?? "auto";
  for (const choice of choices()) choice.checked = choice.value === chosen;
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "theme") return;
  try {
    localStorage.setItem("theme", event.target.value);
  } catch {
    // a browser that keeps nothing: until the next page
    document.documentElement.dataset.theme = event.target.value;
  }
  document.dispatchEvent(new Event("theme"));
});

mark();
window.addEventListener("storage", mark);
window.addEventListener("pageshow", mark);
