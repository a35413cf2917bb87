// A generation as far as the page knows it already: what its card shows, in the form of its details, so that it can be
// looked at before the server has told more.

const template = () => document.getElementById("glance").content.firstElementChild.cloneNode(true);
export const fileOf = (picture) => picture && new URL("..", picture.src).pathname; // of its thumbnail

function copy(picture, from) {
  for (const name of ["src", "width", "height"]) {
    if (from.hasAttribute(name)) picture.setAttribute(name, from.getAttribute(name));
  }
}

// From a card, from a link in the lineage or among the variations, or from nothing. `sharp`: the whole file is fetched.
export function glance(known, sharp) {
  const detail = template();
  if (!known) return detail;
  const thumbnail = known.querySelector("img:not(.card-blur)");
  const blur = known.querySelector(".card-blur");
  detail.dataset.shape = known.dataset.shape ?? "1";
  detail.dataset.status = known.dataset.status ?? "";
  if (thumbnail) {
    detail.querySelector(".detail-state").remove();
    const [blurred, small, full] = ["blur", "small", "full"].map((name) => detail.querySelector(`.detail-${name}`));
    if (blur) {
      blurred.setAttribute("viewBox", `0 0 ${thumbnail.getAttribute("width")} ${thumbnail.getAttribute("height")}`);
      blurred.querySelector("image").setAttribute("href", blur.src);
    } else blurred.remove();
    copy(small, thumbnail);
    copy(full, thumbnail);
    full.alt = thumbnail.alt;
    full.removeAttribute("src");
    if (sharp) full.src = fileOf(thumbnail);
    full.closest("a").href = fileOf(thumbnail);
  } else {
    detail.querySelector(".detail-figure").remove();
    detail.querySelector(".detail-word").textContent = known.querySelector(".card-word > span")?.textContent ?? "";
  }
  detail.querySelector(".detail-prompt").textContent = known.querySelector(".card-prompt")?.textContent ?? known.title;
  const [avatar, name] = [known.querySelector(".card-by .avatar"), known.querySelector(".card-name")];
  if (name) detail.querySelector(".detail-author").append(avatar.cloneNode(true), name.textContent);
  return detail;
}
