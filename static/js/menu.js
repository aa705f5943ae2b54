// [data-menu]: a <details> that closes by Escape, by a tap elsewhere and when the focus leaves it.
document.querySelectorAll("[data-menu]").forEach((menu) => {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !menu.contains(relatedTarget)) close(); });
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) close(); });
});
