// [data-stepper]: a number with a button on each side, for thumbs.
document.querySelectorAll("[data-stepper]").forEach((area) => {
  const input = area.querySelector("input");
  const clamp = (value) => Math.min(Number(input.max), Math.max(Number(input.min), value));
  area.querySelectorAll("[data-step]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => { input.value = clamp((Number(input.value) || 0) + Number(button.dataset.step)); });
  });
});
