// The format of server-sent events, read from an answer as it comes: {id, event, data} of each message.

export async function* messages(body, onBytes) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let left = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      const blocks = (left + value).split("\n\n");
      left = blocks.pop();
      for (const block of blocks) {
        const message = { id: "", event: "", data: [] };
        for (const line of block.split("\n")) {
          const [, name, text] = /^(\w*): ?(.*)$/.exec(line) ?? [];
          if (name === "data") message.data.push(text);
          else if (name) message[name] = text;
        }
        if (message.id || message.event) yield { ...message, data: message.data.join("\n") };
      }
    }
  } finally {
    reader.releaseLock();
  }
}
