// [data-unfold="#list"]: on a narrow page folds the list (public.css says from which row), until the button is pressed.
document.querySelectorAll("[data-unfold]").forEach((button) => {
  const list = document.querySelector(button.dataset.unfold);
  list.classList.add("folded");
  button.hidden = false;
  button.addEventListener("click", () => {
    const first = list.querySelector("li:nth-child(n+8) a");
    list.classList.remove("folded");
    button.remove();
    first?.focus();
  });
});
