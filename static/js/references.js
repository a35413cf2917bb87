// The references of the composer: three at most, in the order in which they are sent. What is added goes up at once,
// and a tile stands in its place meanwhile.

import { announce } from "./announce.js";
import { ask } from "./ask.js";

export const places = 3;
const mostBytes = 20 * 1024 * 1024;
const types = new Set(["image/png", "image/jpeg", "image/webp"]);
const unreachable = "The studio could not be reached; the reference was not added. Try again.";
const refusals = {
  403: "This page is out of date. Reload it and add the reference again; the prompt is kept.",
  413: "That was more than the studio takes at once. Add one picture at a time.",
  507: "The studio's disk is full; an admin has to make room.",
};

const form = () => document.getElementById("composer");
const list = () => document.getElementById("references");
const pending = new Set();
let waiting = null;

const canvas = () => document.getElementById("canvas"); // of a shape, which takes the last of the places
export const tiles = () => [...(list()?.children ?? [])].filter((tile) => tile !== canvas());
export const nameOf = (tile) => tile.querySelector("img")?.alt || "the reference";
// A tile knows its reference, and the picture that this was made from.
export const tileOf = (uuid) =>
  tiles().find((tile) => tile.id === `reference-${uuid}` || tile.dataset.picture === uuid || tile.dataset.wanted === uuid);
export const uuids = () => tiles().map((tile) => tile.dataset.wanted ?? tile.querySelector("input")?.value).filter(Boolean);

// --- How many there are room for ---

const most = () => (canvas() ? places - 1 : places);
export const full = () => tiles().length >= most();
const atMost = () => (most() === places ? "Three references at most" : "Two references at most beside a shape");
export const noRoom = () => `${atMost()}; remove one first.`;
export const leftOut = (number) => `${atMost()}; ${number === 1 ? "one picture was" : `${number} pictures were`} left out.`;

function changed() {
  if (!form()) return;
  if (canvas() && canvas() !== list().lastElementChild) list().append(canvas());
  form().classList.toggle("full", full());
  document.dispatchEvent(new Event("references:changed"));
}

// --- Waiting for what is on its way ---

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

export function refuse(...sentences) {
  for (const sentence of sentences) {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = sentence;
    document.getElementById("reference-errors")?.append(line);
    document.dispatchEvent(new CustomEvent("references:refused", { detail: sentence }));
  }
}

// What was said of what was asked for, which has changed.
export function clearErrors() {
  for (const line of document.querySelectorAll("#reference-errors > *, #composer-errors [data-asked]")) line.remove();
}

const megabytes = (bytes) => `${Math.ceil(bytes / (1024 * 1024))} MB`;

function fault(file) {
  const name = file.name || "The picture";
  if (!types.has(file.type)) return `${name} is not a PNG, JPEG or WebP picture.`;
  if (file.size > mostBytes) return `${name} is ${megabytes(file.size)}; the limit is ${megabytes(mostBytes)}.`;
  return "";
}

// --- Adding ---

const body = (name, value) => {
  const data = new FormData();
  data.append(name, value);
  return data;
};

function placeholder(address, label) {
  const tile = document.createElement("li");
  tile.className = "reference uploading";
  if (address) {
    const preview = document.createElement("img");
    preview.src = address;
    preview.alt = label;
    tile.append(preview);
  }
  const word = document.createElement("span");
  word.className = "visually-hidden";
  word.textContent = `Adding ${label}`;
  tile.append(word);
  return tile;
}

// The answer's tile takes the place of the one that waits. One that is there already is not added twice: it moves there.
function take(answer, tile) {
  const fresh = answer.querySelector(".reference");
  refuse(...[...answer.querySelectorAll(".error")].map((line) => line.textContent));
  if (!fresh) return false;
  const twin = document.getElementById(fresh.id);
  if (tile.isConnected) tile.replaceWith(twin ?? fresh);
  // With a fresh composer, which came meanwhile, all went that stood in the old one; by itself, what somebody took out.
  else if (tile.parentNode && !twin && !full()) list().append(fresh);
  return true;
}

// `undo` puts back what stood there, when nothing was added.
async function add(data, tile, undo = () => tile.remove()) {
  const request = {};
  pending.add(request);
  changed();
  let well = false;
  try {
    well = take(await ask(form().dataset.references, { data }), tile);
  } catch (error) {
    refuse((error.status && refusals[error.status]) || unreachable);
  }
  if (!well) undo();
  const preview = tile.querySelector("img")?.src ?? "";
  if (preview.startsWith("blob:")) URL.revokeObjectURL(preview);
  changed();
  settle(request, well);
  return well;
}

function addFile(file, put, undo) {
  const tile = placeholder(URL.createObjectURL(file), file.name || "a picture");
  put(tile);
  add(body("references", file), tile, undo && (() => undo(tile)));
}

export function addFiles(files) {
  if (!form()) return;
  clearErrors();
  let left = 0;
  for (const file of files) {
    const sentence = fault(file);
    if (sentence) refuse(sentence);
    else if (full()) left += 1;
    else addFile(file, (tile) => list().append(tile));
  }
  if (left) refuse(leftOut(left));
  window.dispatchEvent(new CustomEvent("composer:touched"));
}

// Answers whether it was added, in time.
export async function addAddress(address) {
  clearErrors();
  if (full()) {
    refuse(noRoom());
    return false;
  }
  const tile = placeholder("", "the picture behind the link");
  list().append(tile);
  return add(body("reference_urls", address), tile);
}

// What a card or a tile of the shelf shows of it.
function preview(uuid) {
  const shown = document.querySelector(`[data-picture="${CSS.escape(uuid)}"], [data-pick="${CSS.escape(uuid)}"]`);
  const image = shown?.closest(".card, .detail, .shelf-tile")?.querySelector("img.card-picture, img");
  return image?.currentSrc ?? "";
}

function addKnown(uuid, put, undo) {
  const tile = placeholder(preview(uuid), "the picture");
  tile.dataset.wanted = uuid;
  put(tile);
  return add(body("reference_ids", uuid), tile, undo && (() => undo(tile)));
}

// A reference or a picture of the studio, after the others.
export function addPicture(uuid) {
  clearErrors();
  if (tileOf(uuid)) return;
  if (full()) refuse(noRoom());
  else addKnown(uuid, (tile) => list().append(tile));
}

// As many as there is room for; answers those that there is none for.
export function addPictures(wanted) {
  clearErrors();
  const left = wanted.filter((uuid) => {
    if (tileOf(uuid)) return false;
    if (full()) return true;
    addKnown(uuid, (tile) => list().append(tile));
    return false;
  });
  if (left.length) refuse(leftOut(left.length));
  return left;
}

// Makes it the first; answers the tiles that made room for it, the last ones, which come back when it cannot be had.
export function putFirst(uuid) {
  clearErrors();
  const there = tileOf(uuid);
  if (there) {
    list().prepend(there);
    changed();
    return [];
  }
  const out = tiles().slice(most() - 1);
  out.forEach((tile) => tile.remove());
  addKnown(uuid, (tile) => list().prepend(tile), (tile) => {
    tile.remove();
    list().append(...out);
  });
  return out;
}

// Exactly these, in this order.
export async function putAll(wanted) {
  clearErrors();
  const known = new Map(tiles().map((tile) => [tile.querySelector("input")?.value, tile]));
  for (const tile of tiles()) tile.remove();
  const added = wanted.map((uuid) => {
    if (!known.has(uuid)) return addKnown(uuid, (tile) => list().append(tile));
    list().append(known.get(uuid));
    return undefined;
  });
  changed();
  await Promise.all(added);
}

// --- Replacing, moving, removing ---

// `what` is a file, or the uuid of a reference or a picture.
export function replace(tile, what) {
  const put = (fresh) => tile.replaceWith(fresh);
  const undo = (fresh) => fresh.replaceWith(tile);
  if (what instanceof File) {
    const sentence = fault(what);
    if (sentence) refuse(sentence);
    else addFile(what, put, undo);
    return;
  }
  const there = tileOf(what);
  if (there === tile) return;
  if (there) {
    put(there);
    changed();
  } else {
    addKnown(what, put, undo);
  }
}

export function move(tile, to) {
  const others = tiles().filter((other) => other !== tile);
  const at = Math.min(Math.max(to, 0), others.length);
  if (tiles().indexOf(tile) === at) return false;
  list().insertBefore(tile, others[at] ?? null);
  clearErrors();
  announce(`${nameOf(tile)} is reference ${at + 1} of ${others.length + 1}.`);
  changed();
  return true;
}

export function remove(tile) {
  tile.remove();
  clearErrors();
  announce(`${nameOf(tile)} was removed.`);
  changed();
}

// Its name has changed.
export async function renew(uuid) {
  const tile = tileOf(uuid);
  const answer = tile && (await ask(form().dataset.references, { data: body("reference_ids", uuid) }).catch(() => null));
  const fresh = answer?.querySelector(".reference");
  if (fresh && tile.isConnected) tile.replaceWith(fresh);
}

document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.target?.id === "composer") changed();
});

document.addEventListener("composer:places", changed);
if (form()) changed();
