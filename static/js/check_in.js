// The check-in as a page of its own. When the server has answered, the list of the day is next; until then the page stays.
import "./today/outing_clock.js";
import { begin, isOpen } from "./check_in/sheet.js";

const LEAVE_MS = 1200;   // long enough to read the answer
const form = document.querySelector("form[data-check-in-at]");
const bar = document.querySelector(".bar");
const kept = document.querySelector("[data-waiting]");
const code = form.dataset.checkInAt;
const points = JSON.parse(document.getElementById("agenda-points").textContent);

let isRefused = false;

const start = () => {
  [form.hidden, bar.hidden] = [false, false];
  isRefused = false;
  begin(code, points[code]);
};

// A sign that the server refuses is laid aside: the position, or a note, may do.
document.addEventListener("check-in:refused", ({ detail: { entry, refused } }) => {
  if (!isOpen(entry.uuid)) return;
  if (refused.problem.errors?.sign) {
    form.elements.namedItem("sign").value = "";
    form.querySelector("[data-scanned]")?.remove();
  }
  isRefused = true;
  if (form.hidden) start();
  kept.scrollIntoView({ block: "center" });
});
document.addEventListener("check-in:sent", ({ detail: { entry } }) => {
  if (isOpen(entry.uuid)) setTimeout(() => window.location.assign("/today/"), LEAVE_MS);
});
document.addEventListener("check-in:over", ({ detail: { isWaiting } }) => {
  if (isWaiting) [form.hidden, bar.hidden] = [true, true];
  else if (isRefused) start();
});
start();
