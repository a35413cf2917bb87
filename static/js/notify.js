// Tells a member who looks elsewhere that something of their own is done: always by a number before the page's title,
// and, where they have switched it on, by a notification of the browser and by a soft sound: one of a set, which is
// replaced as more of it comes.

import { say } from "./announce.js";
import { whenToldElsewhere } from "./others.js";
import { count } from "./title.js";
import { open } from "./viewer.js";

const quiet = 1500; // milliseconds after a sound in which there is no other
const unseen = new Set();
const sets = new Map(); // by the id of each set: how those of it ended that are over since somebody looked, by theirs
let audio = null;
let sounded = -Infinity;

function isOn(name) {
  try {
    return localStorage.getItem(name) === "on";
  } catch {
    return false;
  }
}

function keep(name, on) {
  try {
    if (on) localStorage.setItem(name, "on");
    else localStorage.removeItem(name);
  } catch {
    // a browser that keeps nothing
  }
}

// --- The three ways ---

// It is opened also while something is selected, where a click on the card would select it.
function lookAt({ id, address }) {
  window.focus();
  const link = document.getElementById(id)?.querySelector(".card-open");
  if (link) open(link);
  else window.location.href = address;
}

// Null where the browser has notifications and lets no page show one, as Chrome on Android.
function shownByBrowser(title, options) {
  try {
    return new Notification(title, options);
  } catch {
    return null;
  }
}

function add({ id, set, status }) {
  if (!sets.has(set)) sets.set(set, new Map());
  sets.get(set).set(id, status);
}

function wordsOf(set) {
  const ends = [...sets.get(set).values()];
  const ready = ends.filter((status) => status === "succeeded").length;
  const failed = ends.length - ready;
  if (!ready) return failed === 1 ? "No picture came back" : `${failed} of your pictures did not come back`;
  if (!failed) return ready === 1 ? "Your picture is ready" : `${ready} of your pictures are ready`;
  return `${ready} of your pictures ${ready === 1 ? "is" : "are"} ready, ${failed} did not come back`;
}

function notify(done) {
  const { set, prompt, picture } = done;
  if (!isOn("notify") || window.Notification?.permission !== "granted") return;
  // The same tag replaces what told of the set before, also on another page.
  const shown = shownByBrowser(wordsOf(set), { body: prompt, icon: picture, tag: set });
  if (!shown) return;
  shown.onclick = () => {
    shown.close();
    lookAt(done);
  };
}

// Two soft tones, upwards for a picture and downwards for none.
function chime(status) {
  if (!isOn("sound") || !window.AudioContext) return;
  audio ??= new AudioContext();
  audio.resume();
  const tones = status === "succeeded" ? [523.25, 783.99] : [392, 293.66];
  tones.forEach((frequency, index) => {
    const at = audio.currentTime + index * 0.16;
    const tone = new OscillatorNode(audio, { frequency, type: "sine" });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.linearRampToValueAtTime(0.08, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.55);
  });
}

function chimeOnce(status) {
  const now = performance.now();
  if (now - sounded < quiet) return;
  sounded = now;
  chime(status);
}

document.addEventListener("mine:over", ({ detail }) => {
  if (!document.hidden) return;
  unseen.add(detail.id);
  count(unseen.size);
  add(detail);
  notify(detail);
  chimeOnce(detail.status);
});

// Another hidden page listened until now: this one goes on counting where that one ended.
whenToldElsewhere(({ id, now }) => {
  if (now.status !== "canceled") add({ id, ...now });
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unseen.clear();
  sets.clear();
  count(0);
});

// --- The switches ---

async function allowed() {
  if (!window.isSecureContext || !window.Notification) {
    say("This browser notifies only for studios with an https address; the page's title tells you all the same.");
    return false;
  }
  if ((await Notification.requestPermission()) !== "granted") {
    say("The browser does not allow notifications from this studio; allow them in its settings for this page.");
    return false;
  }
  const body = "One like this tells you when something of yours is done while you look elsewhere.";
  if (shownByBrowser("Notifications are on", { body, tag: "notify" })) return true;
  say("This browser shows no notifications of a page; the page's title tells you, and a sound if you switch it on.");
  return false;
}

for (const control of document.querySelectorAll("[data-tell]")) {
  const { tell } = control.dataset;
  control.checked = isOn(tell) && (tell !== "notify" || window.Notification?.permission === "granted");
  control.addEventListener("change", async () => {
    if (tell === "notify" && control.checked) control.checked = await allowed();
    keep(tell, control.checked);
    if (tell === "sound" && control.checked) chime("succeeded");
  });
}
