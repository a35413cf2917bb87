// A picture that did not come, since the server or the network was away, is asked for again when the page is live again.

const isMissing = (image) => image.complete && !image.naturalWidth && image.hasAttribute("src");

document.addEventListener("connection:found", () => {
  for (const image of [...document.images].filter(isMissing)) image.src = image.getAttribute("src");
});
