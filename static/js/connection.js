// Says, after a while, that the page is no longer live, and stops saying so when it is again.

const patience = 6000;
let timer = 0;

function lost() {
  if (timer) return;
  timer = setTimeout(() => {
    const line = document.getElementById("connection");
    if (!line) return;
    line.hidden = false;
    line.textContent = "Not live at the moment; reconnecting.";
  }, patience);
}

function found() {
  clearTimeout(timer);
  timer = 0;
  const line = document.getElementById("connection");
  if (!line) return;
  line.hidden = true;
  line.textContent = "";
}

const isLive = (event) => event.target.id === "live" || event.detail?.ctx?.sourceElement?.id === "live";

for (const name of ["htmx:sse:error", "htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, (event) => isLive(event) && lost());
}
document.addEventListener("htmx:sse:after:connection", found);
