// [data-find-school="#list"]: shows, under the field, the rows of the list whose school is called like what is typed.
// Without JavaScript, and on Enter, the form asks the server.
const MOST_SHOWN = 6;

document.querySelectorAll("[data-find-school]").forEach((form) => {
  const rows = [...document.querySelectorAll(`${form.dataset.findSchool} > [data-school]`)];
  const status = form.parentElement.querySelector("[data-find-status]");
  const results = form.parentElement.querySelector("[data-find-results]");

  const show = () => {
    const words = form.elements.q.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length ? rows.filter((row) => words.every((word) => row.dataset.school.toLowerCase().includes(word))) : [];
    results.replaceChildren(...found.slice(0, MOST_SHOWN).map((row) => row.cloneNode(true)));
    results.hidden = found.length === 0;
    status.textContent = words.length && !found.length ? status.dataset.none : "";
  };

  form.addEventListener("input", (event) => { if (!event.isComposing) show(); });
  form.addEventListener("compositionend", show);
  show();   // the browser keeps what was typed when one comes back
});
