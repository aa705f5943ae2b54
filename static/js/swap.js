// htmx: a swap that finds no place, or no answer, falls back to the plain link or form. A form with [data-keep] stays
// with what was typed, and says in those words that nothing was saved.
import { toast } from "./toast.js";

const leave = ({ detail }) => {
  const element = detail.elt;
  const kept = element.closest("form[data-keep]");
  if (kept) {
    toast(kept.dataset.keep, { error: true });
    return;
  }
  if (element.href) window.location.assign(element.href);
  else if (element.matches("form")) element.submit();
};

["htmx:targetError", "htmx:responseError", "htmx:sendError"].forEach((name) => document.addEventListener(name, leave));
