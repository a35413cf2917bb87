// Counts the seconds of what is being made. The page brings the server's clock, so that a wrong clock here does no harm.

import { isLive } from "./connection.js";

const server = Number(document.querySelector('meta[name="clock"]')?.content) * 1000;
const ahead = server ? Date.now() - server : 0;

function words(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Milliseconds since a time of the server's clock.
export const since = (time) => Math.max(0, Date.now() - ahead - Date.parse(time));

// Calls back now, every second while somebody looks, and before what has just been swapped in is painted; not while the
// page hears nothing.
export function everySecond(callback) {
  const call = () => isLive() && callback();
  call();
  setInterval(() => document.hidden || call(), 1000);
  for (const name of ["visibilitychange", "htmx:before:settle", "history:filled"]) document.addEventListener(name, call);
}

everySecond(() => {
  for (const time of document.querySelectorAll("time[data-elapsed]")) {
    write(time, words(since(time.dateTime)));
  }
});
