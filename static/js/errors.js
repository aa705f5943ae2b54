// [data-errors]: what keeps a form from being accepted gets the focus, and its links lead into the fields.
const summary = document.querySelector("[data-errors]");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const target = document.querySelector(event.target.closest("a[href^='#']")?.getAttribute("href") ?? "#no-field");
  if (!target) return;
  event.preventDefault();
  const field = target.matches("fieldset") ? target.querySelector("input") : target;
  target.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});
