// htmx: a swap that finds no place, or no answer, falls back to the plain link or form; see keep.js for forms that stay.
const leave = ({ detail }) => {
  const element = detail.elt;
  if (element.closest("form[data-keep]")) return;
  if (element.href) window.location.assign(element.href);
  else if (element.matches("form")) element.submit();
};

["htmx:targetError", "htmx:responseError", "htmx:sendError"].forEach((name) => document.addEventListener(name, leave));
