// [data-unfold="#list"]: on a narrow page folds the list (its style sheet says from which row), until the button is pressed.
const unfolded = new Set();

const fold = (button) => {
  const list = document.querySelector(button.dataset.unfold);
  if (unfolded.has(list.id) || !button.hidden) return;
  list.classList.add("folded");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = [...list.querySelectorAll("a")].find((link) => !link.getClientRects().length);
    unfolded.add(list.id);
    list.classList.remove("folded");
    button.remove();
    next?.focus();
  });
};

const foldAll = (root) => root.querySelectorAll("[data-unfold]").forEach(fold);

foldAll(document);
document.addEventListener("htmx:load", ({ target }) => foldAll(target));   // what was fetched anew, on pages that have htmx
