// What a screen reader should hear although the page shows it in its own way.

export function announce(sentence) {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = sentence;
}

// A line over the page, for what has no better place.
export function say(sentence, kind = "error", ...more) {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const line = document.createElement("p");
  line.className = `message ${kind}`;
  line.append(sentence, ...more);
  messages.replaceChildren(line);
}
