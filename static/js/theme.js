// Light or dark as the device asks, before the first paint; follows when the device changes its mind.
// A classic script, because a module would run after the page was already painted in the wrong colours.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const wear = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  document.documentElement.classList.add("js");
  wear();
  dark.addEventListener("change", wear);
})();
