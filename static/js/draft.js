// The draft: what is in the composer and not sent. The server keeps it a moment after every change, for the next page
// on any device; what it has not confirmed yet is kept in this browser, and comes back once when it is the newer. It has
// one draft of a member, the last; so what was typed in a tab is kept for that tab too, and comes back there.

import { token } from "./ask.js";
import { complain, composer, offerUndo, putBack } from "./composer.js";
import { typed } from "./recall.js";
import { putAll, uuids } from "./references.js";

const pause = 400; // milliseconds from the last change to saving it
const longest = 60_000;
const longestWay = 10_000; // of the next page, and of the last words before signing out
const signedOut = "You are signed out. What you typed is kept in this browser until you sign in again.";
const outOfDate = "This page is out of date. Reload it; what you typed is kept in this browser.";

const place = document.querySelector(".composer-place");
const { member, drafts } = place?.dataset ?? {};
const key = `draft-${member}`;
const others = new BroadcastChannel("drafts");

let version = place?.dataset.draft ?? ""; // of what the server has, as far as this page knows
let known = ""; // what that is, as `written` has it; empty when another page saved something
let unconfirmed = []; // what was sent there and has no answer
let dirty = false;
let composed = false; // something was changed in this tab since it came, or since it was sent
let leaving = false; // for a page that may have been made before the server had what it confirms now
let timer = 0;
let delay = pause;
let flight = null;
let next = ""; // the number of what is written in a composer that was sent already: another prompt
let complaint = "";

// --- What is in the composer ---

const choice = (name) => composer().elements[name]?.value ?? "";

export const snapshot = () => ({ prompt: typed(), count: choice("count"), ratio: choice("ratio"), references: uuids() });
const written = () => JSON.stringify(snapshot());
export const worth = (draft) => Boolean(draft.prompt.trim() || draft.references.length);

function choose(name, value) {
  const control = composer().elements[name];
  if (!control || control.value === value) return;
  control.value = value;
  const element = control instanceof RadioNodeList ? [...control].find((one) => one.checked) : control;
  element?.dispatchEvent(new Event("change", { bubbles: true }));
}

export async function restore(draft) {
  const area = document.getElementById("prompt");
  area.value = draft.prompt;
  choose("count", draft.count);
  // A shape needs a place among the references, and may stand in the way of others.
  choose("ratio", "");
  const put = putAll(draft.references);
  choose("ratio", draft.ratio);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  await put;
}

// --- Keeping it in this browser until the server has it, and in this tab until it is sent ---

const [browser, tab] = ["localStorage", "sessionStorage"];

function remember(where) {
  const isOthers = known === "";
  const kept = { base: version, unconfirmed, isOthers, group: choice("group"), draft: snapshot() };
  try {
    window[where].setItem(key, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing: the server does
  }
}

function forget(where) {
  try {
    window[where].removeItem(key);
  } catch {
    // nothing was kept
  }
}

function remembered(where) {
  try {
    return JSON.parse(window[where].getItem(key));
  } catch {
    return null;
  }
}

function rememberMine() {
  if (!composed) return;
  if (worth(snapshot())) remember(tab);
  else forget(tab);
}

// --- Saving ---

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(save, milliseconds);
}

function changed() {
  if (!composer()) return;
  // Nothing is no reason to throw away what another page has saved.
  dirty = written() !== known && (known !== "" || worth(snapshot()));
  composed ||= dirty;
  if (dirty && next) [composer().elements.group.value, next] = [next, ""];
  rememberMine();
  if (!dirty) {
    clearTimeout(timer);
    if (!leaving) forget(browser);
    return;
  }
  settle();
  remember(browser);
  later(pause);
}

// A page that shows something else than the draft shows the draft from now on; its address would bring the other back.
function settle() {
  if ("drafted" in place.dataset || history.state?.viewer) return;
  place.dataset.drafted = "";
  history.replaceState(history.state, "", document.getElementById("filters").action);
}

function again() {
  delay = Math.min(delay * 2, longest);
  later(delay);
}

function tell(sentence) {
  if (complaint === sentence) return;
  complaint = sentence;
  if (sentence) complain(sentence);
  else document.getElementById("composer-errors")?.replaceChildren();
}

function confirmed(what, answer) {
  [known, version, unconfirmed, delay, dirty] = [what, answer.version, [], pause, false];
  others.postMessage({ member, version });
  tell("");
  // A composer whose sending was not answered stays here until it is sent again or changed.
  if (answer.sent) next = answer.group;
  else changed();
}

// Answers whether the server has all of it now.
async function save(options = {}) {
  clearTimeout(timer);
  if (!dirty || !composer()) return true;
  const what = written();
  const body = new FormData();
  const { references, ...fields } = JSON.parse(what);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const uuid of references) body.append("reference_ids", uuid);
  body.append("group", choice("group"));
  unconfirmed = [...unconfirmed, what].slice(-4);
  remember(browser);
  flight?.abort();
  flight = new AbortController();
  const { signal } = flight;
  try {
    const response = await fetch(drafts, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token() },
      redirect: "manual",
      signal,
      ...options,
    });
    if (response.ok) {
      confirmed(what, await response.json());
    } else if (response.type === "opaqueredirect" || response.status === 403) {
      tell(response.status ? outOfDate : signedOut);
      again();
    } else if (response.status >= 500) {
      again();
    }
  } catch {
    if (!signal.aborted) again();
  }
  return !dirty;
}

// --- Sending ---

function over() {
  clearTimeout(timer);
  flight?.abort();
  [version, known, unconfirmed, dirty, composed, next] = ["", written(), [], false, false, ""];
  forget(browser);
  forget(tab);
}

function sent() {
  over();
  settle();
  others.postMessage({ member, version, sent: sending });
}

let [group, sending] = ["", ""];

document.addEventListener("htmx:before:request", (event) => {
  if (event.detail?.ctx?.sourceElement?.id !== "composer") return;
  [group, sending] = [choice("group"), written()];
  clearTimeout(timer); // it would be late
  flight?.abort();
});

document.addEventListener("htmx:finally:request", (event) => {
  if (event.detail?.ctx?.sourceElement?.id === "composer" && dirty) later(pause);
});

// A composer that was sent is followed by one for another group; a refused one keeps its own.
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.target?.id !== "composer") return;
  if (ctx.request.method === "POST" && choice("group") !== group) sent();
  else changed();
});

// --- When ---

function begin() {
  const area = document.getElementById("prompt");
  known = JSON.stringify({ ...snapshot(), prompt: area.defaultValue });
  const [kept, mine] = [remembered(browser), remembered(tab)];
  const newer = kept && (kept.base === version || kept.unconfirmed?.includes(known));
  composed = Boolean(mine) && JSON.stringify(mine.draft) === known;
  if (area.value !== area.defaultValue) changed(); // typed before this script had come
  else if (!("drafted" in place.dataset)) return; // the page shows something else, on purpose
  else if (mine?.isOthers && !composed) bringBack(mine);
  else if (newer && JSON.stringify(kept.draft) !== known) putBack(() => restore(kept.draft));
  else forget(browser);
}

// What this tab had, in place of what another saved since.
function bringBack(mine) {
  const theirs = snapshot();
  composer().elements.group.value = mine.group;
  putBack(() => restore(mine.draft));
  if (worth(theirs)) offerUndo("What you typed in another tab was set aside.", () => restore(theirs));
}

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => event.target.closest?.("#composer") && changed());
}
document.addEventListener("references:changed", changed);

function stays() {
  leaving = false;
  if (!dirty) forget(browser);
}

window.addEventListener("beforeunload", () => {
  leaving = true;
  setTimeout(stays, longestWay); // it was a download, or has come to nothing
});
window.addEventListener("pageshow", ({ persisted }) => persisted && stays());
window.addEventListener("pagehide", () => save({ keepalive: true }));
document.addEventListener("visibilitychange", () => document.hidden && save({ keepalive: true }));
window.addEventListener("online", () => dirty && later(0));

// Whoever signs out leaves nothing here that the server has; so it gets it first.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches?.("[data-sign-out]") || !composer()) return;
  if (composed) changed(); // another page may have saved something else
  if (!dirty) return forget(tab);
  event.preventDefault();
  submitter?.toggleAttribute("disabled", true); // once more would give up what is on its way
  await Promise.race([save(), new Promise((resolve) => setTimeout(resolve, longestWay))]);
  submitter?.toggleAttribute("disabled", false);
  forget(tab);
  form.submit();
  return undefined;
});

others.addEventListener("message", ({ data }) => {
  if (data.member !== member || !composer()) return;
  [version, known] = [data.version, ""];
  if (!composed) return;
  // What was sent there took the draft with it; what is written here has none now, unless it is the same.
  if (data.sent === written()) over();
  else if (data.sent) changed();
  else rememberMine();
});

if (composer() && member) begin();
