// What a screen reader should hear although the page shows it in its own way.

export function announce(sentence) {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = sentence;
}

// A line at the top of the page, for what has no better place.
export function say(sentence) {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const line = document.createElement("p");
  line.className = "message error";
  line.textContent = sentence;
  messages.replaceChildren(line);
}
