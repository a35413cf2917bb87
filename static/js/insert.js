// Puts words into a field as if they had been typed, so that the browser can take them back (Ctrl or Cmd + Z).

function type(area, words) {
  area.focus({ preventScroll: true });
  if (document.execCommand("insertText", false, words)) return;
  area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: words }));
}

export function replaceAll(area, words) {
  area.setSelectionRange(0, area.value.length);
  type(area, words);
}

// At the caret, with a space where words would run into one another.
export function insert(area, words) {
  if (!area.value.trim()) return replaceAll(area, words);
  const before = area.value.slice(0, area.selectionStart);
  const after = area.value.slice(area.selectionEnd);
  const spaced = `${/\S$/.test(before) ? " " : ""}${words}${/^[^\s.,;:!?)]/.test(after) ? " " : ""}`;
  return type(area, spaced);
}
