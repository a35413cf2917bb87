// Runs before the first paint, so that the composer does not jump into its shape when the modules arrive.

document.documentElement.classList.add("js");
if (window.matchMedia("(max-width: 720px)").matches) document.documentElement.classList.add("composer-folded");
