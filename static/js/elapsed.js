// Counts the seconds of what is being made. The page brings the server's clock, so that a wrong clock here does no harm.

const server = Number(document.querySelector('meta[name="clock"]')?.content) * 1000;
const ahead = server ? Date.now() - server : 0;

function words(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function count() {
  const now = Date.now() - ahead;
  for (const time of document.querySelectorAll("time[data-elapsed]")) {
    write(time, words(now - Date.parse(time.dateTime)));
  }
}

count();
setInterval(() => document.hidden || count(), 1000);
document.addEventListener("visibilitychange", count);
document.addEventListener("htmx:before:settle", count);
