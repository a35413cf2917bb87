// References go up as soon as they are picked, dropped, pasted or linked to; the answer is the chips to show.

const most = 3;
const mostBytes = 20 * 1024 * 1024;
const types = new Set(["image/png", "image/jpeg", "image/webp"]);
const unreachable = "The studio could not be reached; the reference was not added. Try again.";

const form = () => document.getElementById("composer");
const list = () => document.getElementById("references");
const pending = new Set();
let waiting = null;

export const uploading = () => pending.size > 0;

// Calls back once, when nothing is under way any more and every upload went well.
export function whenUploaded(callback) {
  waiting = callback;
}

function settle(request, well) {
  pending.delete(request);
  if (!well) {
    waiting = null;
    form()?.classList.remove("waiting");
  }
  if (pending.size || !waiting) return;
  const callback = waiting;
  waiting = null;
  callback();
}

// --- Sentences ---

function refuse(sentences) {
  const place = document.getElementById("reference-errors");
  if (!place) return;
  for (const sentence of sentences) {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = sentence;
    place.append(line);
  }
}

const megabytes = (bytes) => `${Math.ceil(bytes / (1024 * 1024))} MB`;

function fault(file) {
  const name = file.name || "The picture";
  if (!types.has(file.type)) return `${name} is not a PNG, JPEG or WebP picture.`;
  if (file.size > mostBytes) return `${name} is ${megabytes(file.size)}; the limit is ${megabytes(mostBytes)}.`;
  return "";
}

// --- Tiles ---

function tile(address, label) {
  const item = document.createElement("li");
  item.className = "reference uploading";
  if (address) {
    const preview = document.createElement("img");
    preview.src = address;
    preview.alt = label;
    item.append(preview);
  }
  const word = document.createElement("span");
  word.className = "visually-hidden";
  word.textContent = `Adding ${label}`;
  item.append(word);
  list().append(item);
  return item;
}

function forget(item) {
  const address = item.querySelector("img")?.src ?? "";
  item.remove();
  if (address.startsWith("blob:")) URL.revokeObjectURL(address);
}

function refreshRoom() {
  const composer = form();
  if (!composer) return;
  const canvas = document.getElementById("canvas"); // of a shape, which takes the last of the places
  if (canvas && canvas !== list().lastElementChild) list().append(canvas);
  composer.classList.toggle("full", list().children.length >= most);
}

// --- Sending ---

async function send(data, tiles) {
  const request = {};
  pending.add(request);
  refreshRoom();
  let well = false;
  try {
    const composer = form();
    const response = await fetch(composer.dataset.references, {
      method: "POST",
      body: data,
      credentials: "same-origin",
      headers: {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "X-CSRFToken": composer.elements.csrfmiddlewaretoken.value,
      },
    });
    const elsewhere = response.headers.get("HX-Redirect");
    if (elsewhere) {
      window.location.href = elsewhere;
      return;
    }
    if (response.redirected) {
      window.location.reload();
      return;
    }
    if (response.status === 413) refuse(["That was more than the studio takes at once. Add one picture at a time."]);
    else if (response.status === 507) refuse(["The studio's disk is full; an admin has to make room."]);
    else if (response.status === 403) refuse(["This page is out of date. Reload it and add the reference again; the prompt is kept."]);
    else if (!response.ok && response.status !== 422) refuse([unreachable]);
    else well = await take(await response.text());
  } catch {
    refuse([unreachable]);
  } finally {
    tiles.forEach(forget);
    refreshRoom();
    settle(request, well);
  }
}

// Puts the chips of an answer into the list, each once. Its sentences join those already there, which may be about
// another file picked at the same time. True when nothing was refused.
async function take(text) {
  const errors = document.getElementById("reference-errors");
  const earlier = [...errors.children];
  errors.replaceChildren();
  await window.htmx.swap({ text, target: list(), swap: "beforeend", sourceElement: form(), request: {} });
  const refusals = errors.children.length;
  errors.prepend(...earlier);
  const seen = new Set();
  for (const item of [...list().querySelectorAll("li[id]")]) {
    if (seen.has(item.id)) item.remove();
    seen.add(item.id);
  }
  return refusals === 0;
}

function clearErrors() {
  document.getElementById("reference-errors")?.replaceChildren();
}

export function addFiles(files) {
  if (!form() || !files.length) return;
  clearErrors();
  const sentences = [];
  let room = most - list().children.length;
  let left = 0;
  for (const file of files) {
    const sentence = fault(file);
    if (sentence) sentences.push(sentence);
    else if (room <= 0) left += 1;
    else {
      room -= 1;
      const data = new FormData();
      data.append("references", file);
      send(data, [tile(URL.createObjectURL(file), file.name || "a picture")]);
    }
  }
  if (left) {
    const what = left === 1 ? "one picture was" : `${left} pictures were`;
    sentences.push(`Three references at most; ${what} left out.`);
  }
  refuse(sentences);
  window.dispatchEvent(new CustomEvent("composer:touched"));
}

function full() {
  if (list().children.length < most) return false;
  refuse(["Three references at most; remove one first."]);
  return true;
}

export function addAddress(address) {
  clearErrors();
  if (full()) return;
  const data = new FormData();
  data.append("reference_urls", address);
  send(data, [tile("", "the picture behind the link")]);
}

export function addPicture(uuid) {
  clearErrors();
  if (document.getElementById(`reference-${uuid}`)) return;
  if (full()) return;
  const data = new FormData();
  data.append("reference_ids", uuid);
  const shown = document.querySelector(`a[data-picture="${CSS.escape(uuid)}"]`)?.closest(".card, .detail")?.querySelector("img");
  send(data, [tile(shown?.currentSrc ?? "", "the picture")]);
}

// --- Picking, linking, removing ---

function submitAddress(field) {
  const address = field.value.trim();
  if (!address) return field.focus();
  if (!field.reportValidity()) return undefined;
  field.value = "";
  openAddress(false);
  addAddress(address);
  return undefined;
}

function openAddress(open) {
  const button = form()?.querySelector(".attach-link");
  if (!button) return;
  button.setAttribute("aria-expanded", String(open));
  form().classList.toggle("linking", open);
  if (open) document.getElementById("reference-url").focus();
  else button.focus();
}

document.addEventListener("change", (event) => {
  if (event.target.id !== "references-input") return;
  const files = [...event.target.files];
  event.target.value = ""; // they travel now, not with the form
  addFiles(files);
});

document.addEventListener("click", (event) => {
  const remove = event.target.closest?.("[data-remove]");
  if (remove) {
    const item = remove.closest(".reference");
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    clearErrors();
    refreshRoom();
    (next?.querySelector("[data-remove]") ?? document.getElementById("references-input")).focus();
  }
  if (event.target.closest?.(".attach-link")) openAddress(!form().classList.contains("linking"));
  if (event.target.closest?.("[data-add-url]")) submitAddress(document.getElementById("reference-url"));
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "reference-url") return;
  if (event.key === "Enter") {
    event.preventDefault();
    submitAddress(event.target);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    openAddress(false);
  }
}, true);

// --- Pasting and dropping, anywhere on the page ---

document.addEventListener("paste", (event) => {
  if (!form()) return;
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  if (event.clipboardData.types.includes("text/plain") && event.target.closest?.("textarea, input")) return;
  event.preventDefault();
  addFiles(files);
});

let depth = 0;
const brings = (event) => form() && event.dataTransfer?.types.includes("Files");

function hint(on) {
  depth = on ? depth : 0;
  document.documentElement.classList.toggle("dropping", on);
}

document.addEventListener("dragenter", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  depth += 1;
  hint(true);
});

document.addEventListener("dragover", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
});

document.addEventListener("dragleave", (event) => {
  if (!brings(event)) return;
  depth -= 1;
  if (depth <= 0) hint(false);
});

document.addEventListener("drop", (event) => {
  if (!brings(event)) return;
  event.preventDefault();
  hint(false);
  addFiles([...event.dataTransfer.files]);
});

document.addEventListener("htmx:after:swap", refreshRoom);
document.addEventListener("composer:places", refreshRoom);
if (form()) refreshRoom();
