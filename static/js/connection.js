// Says, after a while, that the page is no longer live, and stops saying so when it is again. Meanwhile nothing moves that
// goes on by itself: nobody knows whether it does.

const patience = 6000;
const line = document.getElementById("connection");
let timer = 0;

function say(sentence) {
  if (!line) return;
  line.hidden = !sentence;
  line.textContent = sentence;
  document.documentElement.classList.toggle("cut-off", !line.hidden);
}

export const isLive = () => !line || line.hidden;

export function lost() {
  timer ||= setTimeout(() => say("Not live at the moment; reconnecting."), patience);
}

function calm() {
  clearTimeout(timer);
  timer = 0;
  say("");
}

// What could not be done meanwhile can be done again.
export function found() {
  const wasLost = timer;
  calm();
  if (wasLost) document.dispatchEvent(new Event("connection:found"));
}

export function signedOut() {
  calm();
  say("You are no longer signed in. ");
  const link = document.createElement("a");
  link.href = window.location.href;
  link.textContent = "Sign in again";
  line?.append(link);
}
