// [data-print]: a button that prints the page; hidden where there is no JavaScript to do it.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
