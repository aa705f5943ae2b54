// The check-in as a page of its own. When it is over, the list of the day is next.
import "./today/outing_clock.js";
import { begin } from "./check_in/sheet.js";

const form = document.querySelector("form[data-check-in-at]");
const code = form.dataset.checkInAt;
const points = JSON.parse(document.getElementById("agenda-points").textContent);
const LEAVE_MS = 1200;   // long enough to read the answer

const start = () => begin(code, points[code]);
document.addEventListener("check-in:refused", ({ detail: { entry } }) => {
  if (entry.body.point === code) document.querySelector("[data-waiting]").scrollIntoView({ block: "center" });
});
document.addEventListener("check-in:over", () => {
  const isRefused = document.querySelector("[data-refused-list] > *");
  if (isRefused) start();
  else setTimeout(() => window.location.assign("/today/"), LEAVE_MS);
});
start();
