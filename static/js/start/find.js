// [data-find]: a long list of boxes gets a field that leaves those whose words contain what is typed; the ticked ones stay.
const WORTH_FROM = 8;

const bind = (area) => {
  const rows = [...area.querySelectorAll(".choices label")];
  const choices = area.querySelector(".choices");
  if (rows.length < WORTH_FROM || area.querySelector("[type='search']")) return;
  const input = Object.assign(document.createElement("input"), { type: "search", placeholder: area.dataset.findLabel, autocomplete: "off" });
  const none = Object.assign(document.createElement("p"), { className: "small quiet mt-2", textContent: area.dataset.findNone, hidden: true });
  input.setAttribute("aria-label", area.dataset.findLabel);
  input.addEventListener("input", () => {
    const typed = input.value.trim().toLowerCase();
    rows.forEach((row) => {
      row.hidden = !row.textContent.toLowerCase().includes(typed) && !row.querySelector("input").checked;
    });
    none.hidden = rows.some((row) => !row.hidden);
  });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  choices.before(input);
  choices.after(none);
};

const bindAll = () => document.querySelectorAll("[data-find]").forEach(bind);
document.addEventListener("htmx:afterSettle", bindAll);
bindAll();
