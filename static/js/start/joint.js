// [data-only-for]: fields that only one kind of outing has.
const form = document.querySelector("[data-start]");
const kind = form.elements.namedItem("kind");

const show = () => form.querySelectorAll("[data-only-for]").forEach((part) => { part.hidden = part.dataset.onlyFor !== kind.value; });

form.querySelectorAll("[data-without-script]").forEach((button) => button.remove());
kind.addEventListener("change", show);
show();
