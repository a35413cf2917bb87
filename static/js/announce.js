// What a screen reader should hear although the page shows it in its own way.

export function announce(sentence) {
  // Nothing outside a dialog is heard while it is open.
  const inside = [...document.querySelectorAll("dialog:modal [data-announcer]")].at(-1);
  const announcer = inside ?? document.getElementById("announcer");
  if (announcer) announcer.textContent = sentence;
}

// Answers a line over the page, for what has no better place: in the form of partials/message.html, and in the place of
// the one before, unless something can be undone there.
export function say(sentence, kind = "error", ...more) {
  const messages = document.getElementById("messages");
  if (!messages) return null;
  const message = document.createElement("div");
  const line = document.createElement("p");
  message.className = `message ${kind}`;
  line.append(sentence, ...more);
  message.append(line);
  for (const before of messages.querySelectorAll(".message:not(:has([data-undo]))")) before.remove();
  messages.append(message);
  return message;
}
