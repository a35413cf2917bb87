// Typing narrows the list of members in the panel of the filters, where typing begins when it opens; Enter takes the
// first that is left.

const find = document.getElementById("filters-find");
const people = find?.closest("fieldset");

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const labels = () => [...people.querySelectorAll("label")];

function narrow() {
  const words = plain(find.value).split(/\s+/);
  for (const label of labels()) {
    const name = plain(`${label.textContent} ${label.querySelector("input").value}`);
    label.hidden = !words.every((word) => name.includes(word));
  }
  people.querySelector(".filters-nobody").hidden = labels().some((label) => !label.hidden);
}

if (find) {
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    const first = labels().find((label) => !label.hidden);
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (find.value && first) first.click();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.querySelector("input").focus();
    }
  });
  // The arrows lead to a member without choosing; Enter means the one that one is at, and sends the form.
  people.addEventListener("keydown", ({ key, target }) => {
    if (key === "Enter" && target.type === "radio" && !target.checked) target.click();
  });
  document.getElementById("filters-panel").addEventListener("toggle", ({ newState }) => {
    if (newState === "open") {
      people.querySelector(":checked")?.closest("label").scrollIntoView({ block: "nearest" });
      // On a phone its keyboard would cover half of the panel.
      if (window.matchMedia("(pointer: fine)").matches) find.focus({ preventScroll: true });
    } else {
      find.value = "";
      narrow();
    }
  });
}
