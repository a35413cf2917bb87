// An ordinary click, that nobody has taken yet: with the main button and no modifier. Whoever holds one wants what the
// browser does with it, such as another tab.

const modified = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

export const plain = (event) => !event.defaultPrevented && !event.button && !modified(event);
