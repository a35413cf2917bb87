// The one connection that an open page has to the server, which tells what changes. A hidden page lets go of it, and
// catches up when it is shown; only while something of the member's own is expected, one of the hidden pages goes on
// listening, to tell of it. What fails is tried again at once and then every second or so: a page that is looked at is
// right again within two seconds of the server's or the network's coming back.
//
// EventSource would do most of it, but does not tell a server that is silent from a connection that died in a sleep.

import { found, lost, signedOut } from "./connection.js";
import { messages } from "./messages.js";
import { waits } from "./mine.js";
import { agree, iAmGone, iListen } from "./others.js";

const { htmx } = window;
const place = document.getElementById("live");
const first = 6000; // within which the server says something
const silence = 24000; // it says something every ten seconds
const delays = [100, 300, 600, 1000]; // after so many failures; then always the last
const [askEvery, askFor] = [5000, 120000]; // where streams do not come through
const [tick, asleep] = [1000, 4000];

let number = place?.dataset.since; // of the last change that this page has
let running = false;
let yielded = false; // hidden, and another page listens
let over = false; // signed out
let left = false; // for another page; it may come back as it was
let failures = 0; // one after another
let heldBack = 0; // streams that said nothing although the server answers: a proxy waits for their end
let asksUntil = 0;
let heard = 0; // when the server last said something
let interrupt = () => {}; // ends what is awaited: an answer, more of it, or the time of the next try

const wanted = () => !over && !left && (!document.hidden || (waits() && !yielded));

async function take({ id, event, data }) {
  if (id) number = id;
  if (event === "reload") document.dispatchEvent(new Event("history:stale"));
  else if (event) htmx.trigger(place, event, { data });
  else if (data) await htmx.swap({ text: data, target: place, swap: "none", sourceElement: place, request: {} });
  if (!wanted()) interrupt();
}

// Takes what is said until it ends. Whether anything was said, and whether it ended because nothing came.
async function listen(address) {
  const result = { said: false, silent: false };
  const stop = new AbortController();
  let watchdog = 0;
  const endAfter = (milliseconds) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      result.silent = true;
      stop.abort();
    }, milliseconds);
  };
  interrupt = () => stop.abort();
  endAfter(first);
  try {
    const answer = await fetch(`${address}&since=${number}`, { signal: stop.signal, cache: "no-store" });
    over = answer.status === 403 || answer.redirected;
    const said = answer.ok && !over ? messages(answer.body, () => endAfter(silence)) : [];
    for await (const message of said) {
      heard = Date.now();
      [result.said, failures] = [true, 0];
      found();
      await take(message).catch(reportError);
    }
  } catch {
    // the network, or it was ended here
  }
  clearTimeout(watchdog);
  return result;
}

function rest(milliseconds) {
  return new Promise((resolve) => {
    interrupt = resolve;
    setTimeout(resolve, milliseconds);
  });
}

async function goOn() {
  const asks = Date.now() < asksUntil;
  const { said, silent } = await listen(asks ? place.dataset.changes : place.dataset.stream);
  if (!wanted()) return;
  if (said && asks) return rest(askEvery);
  if (said) heldBack = 0;
  else if (silent && !asks && (await listen(place.dataset.changes)).said) {
    heldBack += 1;
    if (heldBack > 1) asksUntil = Date.now() + askFor;
    return;
  }
  lost();
  await rest(delays[Math.min(failures, delays.length - 1)]);
  failures += 1;
}

async function run() {
  if (running || !wanted()) return;
  running = true;
  iListen();
  while (wanted()) await goOn();
  running = false;
  if (over) signedOut();
  else found();
  if (!yielded) iAmGone();
}

// Connects anew, whatever is open: it may be dead without knowing.
function connect() {
  failures = 0;
  interrupt();
  run();
}

if (place) {
  agree({
    isListening: () => running,
    stopListening() {
      yielded = true;
      interrupt();
    },
    takeOver() {
      yielded = false;
      run();
    },
  });
  document.addEventListener("visibilitychange", () => {
    yielded = false;
    if (document.hidden) {
      if (!wanted()) interrupt();
      else if (running) iListen();
      return;
    }
    over = false; // somebody may have signed in on another page
    if (Date.now() - heard > silence / 2) connect();
    else run();
  });
  window.addEventListener("online", connect);
  window.addEventListener("offline", () => interrupt());
  document.addEventListener("resume", connect);
  window.addEventListener("pagehide", () => {
    left = true;
    interrupt();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    left = false;
    if (persisted) connect();
  });
  // A machine that slept: time has passed and nothing has happened.
  let ticked = Date.now();
  setInterval(() => {
    const passed = Date.now() - ticked;
    ticked += passed;
    if (passed > asleep && !document.hidden) connect();
  }, tick);
  run();
}
