// a[data-confirm]: a link to a page that asks once more opens as a dialog; without script, or if it fails, as the page.
const ask = async (link) => {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-confirm-page]");
  if (!answer.ok || answer.redirected || !page) throw new Error("no page to confirm");
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  const heading = page.querySelector("h1");
  heading.id = "confirm-heading";
  dialog.setAttribute("aria-labelledby", heading.id);
  page.classList.remove("alone");
  page.querySelector("form").action = link.href;
  page.querySelector("[data-confirm-back]")?.addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
  dialog.append(page);
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
  document.body.append(dialog);
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-confirm]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(link).catch(() => window.location.assign(link.href));
});
