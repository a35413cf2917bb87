// Who waits to be sent, and where: the stream says "line" when places have changed, and every card that is concerned
// gets its words. A card that comes later brings its own.

let ordinal = null; // made when somebody waits
const endings = { one: "st", two: "nd", few: "rd", other: "th" };

// generator/line.py says the same.
function where(place) {
  ordinal ??= new Intl.PluralRules("en", { type: "ordinal" });
  return place === 1 ? "Next in line" : `${place}${endings[ordinal.select(place)]} in line`;
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// `order` has the ids, the next first; `when` the words in the same order, each with how many in a row it is for.
function tell({ order, when }) {
  const places = new Map(order.map((id, index) => [String(id), index + 1]));
  const words = when.flatMap(([count, text]) => Array(count).fill(text));
  for (const element of document.querySelectorAll("[data-standing]")) {
    const place = places.get(element.dataset.standing);
    if (!place) continue;
    write(element.querySelector(".standing-where"), where(place));
    write(element.querySelector(".standing-when"), words[place - 1]);
  }
}

document.addEventListener("line", (event) => {
  if (event.target.id === "live") tell(JSON.parse(event.detail.data));
});
