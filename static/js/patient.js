// [data-patient]: what is fetched anew along with something else waits while somebody is in it.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target } = event.detail;
  if (target.matches("[data-patient]") && target.contains(document.activeElement)) event.preventDefault();
});
