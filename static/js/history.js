// Keeps the history whole: nothing twice where two answers overlap, and a reload when the stream asks for one.

const { htmx } = window;

function dropRepeats(history) {
  for (const selector of [".day[id]", ".set[id]"]) {
    const seen = new Set();
    for (const element of history.querySelectorAll(selector)) {
      if (seen.has(element.id)) element.remove();
      seen.add(element.id);
    }
  }
}

document.addEventListener("htmx:before:settle", () => {
  const history = document.getElementById("history");
  if (history) dropRepeats(history);
});

// The stream says "reload" when it can no longer tell what was missed.
document.addEventListener("reload", (event) => {
  const history = document.getElementById("history");
  if (event.target.id !== "live" || !history || "past" in history.dataset) return;
  htmx.ajax("GET", history.dataset.url, { target: "#history", swap: "innerMorph", source: "#history" });
});
