// The pages of this studio that are open in one browser: at most one of the hidden ones listens to the server, and none
// while one that is looked at does. What it was told, the other hidden ones need not hear again.

const channel = new BroadcastChannel("atelier");
const id = Math.random();
const tell = (word, more) => channel.postMessage({ word, id, ...more });

export const iListen = () => tell(document.hidden ? "hidden" : "shown");
export const iAmGone = () => tell("gone");
export const iWasTold = (news) => tell("told", { news });

export function whenToldElsewhere(callback) {
  channel.addEventListener("message", ({ data }) => {
    if (data.word === "told" && document.hidden) callback(data.news);
  });
}

// `isListening` and `stopListening` are of this page; `takeOver` is called when nobody may be left who listens.
export function agree({ isListening, stopListening, takeOver }) {
  channel.addEventListener("message", ({ data }) => {
    if (data.word === "told") return;
    if (!document.hidden) {
      if (data.word === "hidden" && isListening()) iListen();
    } else if (data.word === "gone") {
      // Of several who wait, the one that comes first tells the others.
      if (!isListening()) setTimeout(takeOver, 50 + Math.random() * 300);
    } else if (isListening() && (data.word === "shown" || data.id > id)) {
      stopListening();
    }
  });
}
