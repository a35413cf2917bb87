// A picture opens over the history, so that closing it leaves one where one was. A link opened in a new tab, or without
// JavaScript, is the picture's own page. On touch, a card's actions are a sheet at the foot of the screen.

const { htmx } = window;
const viewer = document.getElementById("viewer");
const sheet = document.getElementById("sheet");
let shown = null; // the id of the card that is looked at

const links = () => [...document.querySelectorAll("#history .card-open")];
const cardOf = (link) => link.closest(".card")?.id;

async function show(address, card) {
  shown = card ?? shown;
  viewer.querySelector(".viewer-page").href = address;
  const all = links();
  const at = all.findIndex((link) => cardOf(link) === shown);
  for (const button of viewer.querySelectorAll("[data-step]")) {
    button.disabled = !all[at + Number(button.dataset.step)];
  }
  viewer.classList.add("busy");
  if (!viewer.open) viewer.showModal();
  await htmx.ajax("GET", address, {
    source: "#viewer-body",
    target: "#viewer-body",
    select: "#detail",
    swap: "innerHTML ignoreTitle:true",
  });
  viewer.classList.remove("busy");
  if (!document.getElementById("detail")) window.location.href = address;
}

function step(by) {
  const all = links();
  const at = all.findIndex((link) => cardOf(link) === shown);
  const next = at < 0 ? null : all[at + by];
  if (!next) return;
  next.scrollIntoView({ block: "nearest" });
  show(next.href, cardOf(next));
}

function openSheet(card) {
  const body = document.getElementById("sheet-body");
  const copies = [card.querySelector(".card-about"), card.querySelector(".card-tools")].map((part) => part.cloneNode(true));
  body.replaceChildren(...copies);
  sheet.showModal();
}

if (viewer) {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("#history .card-open, .viewer .detail-siblings a");
    if (link) {
      event.preventDefault();
      const card = cardOf(link) ?? `generation-${link.pathname.split("/").filter(Boolean).pop()}`;
      show(link.href, card);
      return;
    }
    const more = event.target.closest?.("[data-sheet]");
    if (more) openSheet(more.closest(".card"));
    const by = event.target.closest?.("[data-step]");
    if (by) step(Number(by.dataset.step));
    const dialog = event.target.closest?.("dialog");
    if (event.target.closest?.("[data-close]") || (dialog && event.target === dialog)) dialog.close();
  });

  viewer.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea")) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });

  viewer.addEventListener("close", () => {
    document.getElementById("viewer-body").replaceChildren();
    const focused = document.activeElement;
    if (!focused || focused === document.body || focused.matches(".card-open")) {
      document.getElementById(shown)?.querySelector(".card-open")?.focus({ preventScroll: true });
    }
    shown = null;
  });
}
