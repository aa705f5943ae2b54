// [data-toasts]: what has just been done, for six seconds; an error stays until it is closed.
const SHOWN_MS = 6000;
const place = document.querySelector("[data-toasts]");
const SVG = "http://www.w3.org/2000/svg";
const symbols = () => document.querySelector("use")?.getAttribute("href").split("#")[0] ?? "";

const icon = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "use"));
  svg.firstChild.setAttribute("href", `${symbols()}#${name}`);
  return svg;
};

const line = (className, text) => Object.assign(document.createElement("div"), { className, textContent: text });

// A toast leaves after its time, but not under the pointer or while it holds the focus.
const start = (box) => {
  const close = Object.assign(document.createElement("button"), { type: "button", className: "toast-close" });
  close.setAttribute("aria-label", place.dataset.close);
  close.append(icon("cross"));
  close.addEventListener("click", () => box.remove());
  box.append(close);
  if (box.classList.contains("is-error")) return;
  let timer = 0;
  const run = () => { timer = setTimeout(() => box.remove(), SHOWN_MS); };
  const hold = () => clearTimeout(timer);
  box.addEventListener("pointerenter", hold);
  box.addEventListener("pointerleave", run);
  box.addEventListener("focusin", hold);
  box.addEventListener("focusout", run);
  run();
};

// Shows a toast. `detail` is a second line; `icon` a symbol; `error` keeps it until it is closed.
export const toast = (text, { detail = "", icon: name = "check", error = false } = {}) => {
  const box = document.createElement("div");
  box.className = error ? "toast-p is-error" : "toast-p";
  const words = document.createElement("div");
  words.append(line("strong", text));
  if (detail) words.append(line("small", detail));
  box.append(icon(error ? "alert" : name), words);
  place.append(box);
  start(box);
};

place?.querySelectorAll("[data-toast]").forEach(start);
