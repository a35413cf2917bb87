// How large the pictures of the history are: kept in this browser, and set before the first paint by early.js.

import { note } from "./place.js";

const { rows } = window;
const page = document.documentElement;
const radios = document.querySelectorAll('input[name="density"]');

for (const radio of radios) {
  radio.checked = radio.value === page.dataset.density;
  radio.addEventListener("change", () => {
    note();
    page.dataset.density = radio.value;
    rows.measure();
    try {
      localStorage.setItem("density", radio.value);
    } catch {
      // a browser that keeps nothing: it holds for this page
    }
  });
}
