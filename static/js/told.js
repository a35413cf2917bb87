// When what is open over the history may have changed: the stream has told of it, or of one that it leads to; too much
// was missed to be told; or it is on its way, of which a view of one's own is not told when it is a colleague's.

const soon = 60; // milliseconds in which more may be told
const every = 10000;

// `isAbout(uuid)`: whether it is what stands in this place. Calls back also while nothing does.
export function whenChanged(place, isAbout, callback) {
  let timer = 0;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(callback, soon);
  }

  document.addEventListener("history:told", ({ detail: { uuids } }) => {
    if (uuids.some((uuid) => isAbout(uuid) || place.querySelector(`[data-walk] a[href*="${uuid}"]`))) later();
  });
  document.addEventListener("history:stale", later);
  setInterval(() => !document.hidden && place.querySelector("[data-coming]") && callback(), every);
}
