// A picture that has come fades in over its blurred likeness.

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// This event goes down to the picture, but never up.
document.addEventListener(
  "load",
  ({ target }) => {
    if (still.matches || !target.matches?.(".card-picture")) return;
    target.animate({ opacity: [0, 1] }, { duration: 200, easing: "ease-out" });
  },
  { capture: true },
);
