// Packs the cards of each stretch of the history into rows: all cards of a row are equally high and fill the width, and
// the heights are as near to the one that is wanted as they can be. It stands right behind the history in the page, so
// that its cards have their places before they are painted; without it, the style sheet breaks the rows as they come.

window.rows = (() => {
  const wall = document.getElementById("history");
  const ragged = 0.1; // what it costs to leave the last row of a day unfilled, as the square of a logarithm
  const tooHigh = 1; // the same for what goes on in the next stretch, where the gap would be seen
  const change = 0.03; // what it costs to begin a row where none began before: rows that stand stay
  const ratios = new Map(); // width by height, by the name of the shape
  let drawn = new WeakMap(); // the first card of each row, and how high the row is

  function ratio(card) {
    const { shape } = card.dataset;
    if (!ratios.has(shape)) ratios.set(shape, Number(getComputedStyle(card).getPropertyValue("--ar")) || 1);
    return ratios.get(shape);
  }

  // The cards of each day of a stretch; only that of the last one may go on in the next stretch.
  function days(stretch) {
    const found = [[]];
    for (const child of stretch.children) {
      if (child.matches(".day")) found.push([]);
      else if (child.matches(".set")) found.at(-1).push(...child.querySelectorAll(":scope > .card"));
    }
    return found.filter((cards) => cards.length);
  }

  // Where rows end and how high they are, from the last to the first, so that the whole costs least.
  function breaks(cards, { width, gap, wanted, columns }, torn) {
    const known = cards.some((card) => drawn.has(card));
    const shapes = cards.map(ratio);
    const best = [{ cost: 0 }];
    for (let end = 1; end <= cards.length; end += 1) {
      best[end] = { cost: Infinity };
      let sum = 0;
      for (let start = end - 1; start >= Math.max(0, end - columns); start -= 1) {
        sum += shapes[start];
        const height = (width - gap * (end - start - 1)) / sum;
        if (height < wanted * 0.4 && start < end - 1) break;
        let cost = Math.log(height / wanted) ** 2;
        const short = end === cards.length && height > wanted && cost > (torn ? tooHigh : ragged);
        if (short) cost = torn ? tooHigh : ragged;
        cost += best[start].cost + (known && start && !drawn.has(cards[start]) ? change : 0);
        if (cost < best[end].cost) best[end] = { cost, start, end, height, short };
      }
    }
    const found = [];
    for (let row = best.at(-1); row.end; row = best[row.start]) found.push(row);
    return found;
  }

  function pack(cards, room, torn) {
    const found = breaks(cards, room, torn);
    const full = found.filter((row) => !row.short);
    const usual = full.reduce((sum, row) => sum + row.height, 0) / full.length || room.wanted;
    for (const { start, end, height, short } of found) {
      const high = short ? Math.min(height, usual) : height;
      cards.slice(start, end).forEach((card, index) => {
        // A little less than there is room for: the rest is divided among them, and the row surely holds them all.
        card.style.setProperty("--high", `${(high - 0.2).toFixed(2)}px`);
        if (short) card.style.setProperty("--grow", "0");
        else card.style.removeProperty("--grow");
        card.toggleAttribute("data-begins", !index); // says what the others of its set leave to the one before
        if (index) drawn.delete(card);
        else drawn.set(card, high);
      });
    }
  }

  function room() {
    const style = getComputedStyle(wall);
    return {
      width: wall.clientWidth,
      gap: parseFloat(style.rowGap),
      wanted: parseFloat(style.getPropertyValue("--row")),
      columns: parseInt(style.getPropertyValue("--columns"), 10) || Infinity, // at most
    };
  }

  let last = {};

  function lay(stretches) {
    if (!last.wanted || !last.width) return; // a browser that does not measure lengths for us
    const parts = [...stretches].map((stretch) => [stretch, days(stretch)]);
    // Every shape is asked for before anything is written, or the page would be styled anew for each.
    parts.flatMap(([, found]) => found.flat()).forEach(ratio);
    for (const [{ dataset }, found] of parts) {
      found.forEach((cards, index) => pack(cards, last, "torn" in dataset && index === found.length - 1));
    }
  }

  const all = () => wall.querySelectorAll(":scope > .stretch");
  const tell = (detail) => wall.dispatchEvent(new CustomEvent("history:laid", { detail }));

  // Everything anew: the width or the wanted height has changed.
  function measure() {
    const before = last;
    last = room();
    if (last.width === before.width && last.wanted === before.wanted) return;
    drawn = new WeakMap();
    lay(all());
    tell({ before, now: last });
  }

  // What has changed since: at once, for who has to know where things are now.
  function settle(records = watcher.takeRecords()) {
    const changed = new Set();
    for (const record of records) {
      const { target, type, addedNodes } = record;
      if (target === wall) addedNodes.forEach((node) => changed.add(node));
      else if (type === "attributes" || target.matches(".stretch, .set")) changed.add(target.closest(".stretch"));
    }
    const stretches = [...changed].filter((node) => node?.isConnected && node.matches?.(".stretch"));
    if (!stretches.length) return;
    lay(stretches);
    tell({});
  }

  const watcher = new MutationObserver(settle);
  watcher.observe(wall, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-shape", "data-torn"],
  });

  // The history grows in height all the time; this has its width alone.
  const probe = document.createElement("div");
  wall.before(probe);
  new ResizeObserver(measure).observe(probe);

  // What changes the page comes before what measures it, or it would be laid out once more to be measured.
  wall.classList.add("laid");
  last = room();
  lay(all());
  return { measure, settle, room: () => last, begins: (card) => drawn.has(card) };
})();
