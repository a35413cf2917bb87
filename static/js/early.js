// Runs before the first paint: the page has its colours, and the composer its shape, from the beginning.
{
  const page = document.documentElement;
  page.classList.add("js");
  // The same screens as in composer.js: a phone, however it is held.
  const phone = "(max-width: 720px), (max-height: 500px) and (pointer: coarse)";
  if (window.matchMedia(phone).matches) page.classList.add("composer-folded");

  // "auto", "light" or "dark", under the name that Django's admin has for it, so that both agree.
  const show = () => {
    try {
      page.dataset.theme = localStorage.getItem("theme") ?? "auto";
    } catch {
      // a browser that keeps nothing: what was chosen on this page, or the system's
    }
    const colour = getComputedStyle(page).backgroundColor;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = colour;
  };

  // A link to the address one is at leaves the browser's entry as it was: one wants the page, and not one's place in it.
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate" && history.state?.place) {
    history.replaceState({ ...history.state, place: undefined }, "");
  }

  // How large the pictures of the history are (density.js); and it is not shown before one is where one was (place.js).
  try {
    page.dataset.density = localStorage.getItem("density") ?? "medium";
    const place = JSON.parse(sessionStorage.getItem(history.state?.place));
    if (place && place.top !== null) page.dataset.returning = "";
  } catch {
    // a browser that keeps nothing
  }

  show();
  document.addEventListener("theme", show);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  // Another tab chose, now or while this page was kept in memory.
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", show);
}
