// Time goes on while a page is open: the masthead's clock, how long one has been out, the minutes left of each window.
import { clock, fill } from "../check_in/words.js";

const MINUTE_MS = 60_000;
const LONG_MIN = 120;
const minutesFrom = (moment) => Math.floor((Date.now() - Date.parse(moment)) / MINUTE_MS);

const tickElapsed = (box) => {
  const minutes = Math.max(0, minutesFrom(box.dataset.elapsed));
  box.querySelector("[data-hours-part]").hidden = minutes < 60;
  box.querySelector("[data-hours]").textContent = Math.floor(minutes / 60);
  box.querySelector("[data-minutes]").textContent = minutes % 60;
};

const tickLine = (line) => {
  const { until, left, over } = line.dataset;
  const minutes = Math.floor(((Date.now() - Date.parse(until)) * (over ? 1 : -1)) / MINUTE_MS);
  if (minutes >= 0 && !(over && minutes >= LONG_MIN)) line.textContent = fill(over ?? left, { minutes });
};

const tickClock = (box) => { box.textContent = box.textContent.replace(/\d\d:\d\d$/, clock(Date.now())); };

export const tick = () => {
  document.querySelectorAll("[data-clock]").forEach(tickClock);
  document.querySelectorAll("[data-elapsed]").forEach(tickElapsed);
  document.querySelectorAll("[data-until]").forEach(tickLine);
  document.dispatchEvent(new CustomEvent("clock:minute"));
};

setTimeout(() => { tick(); setInterval(tick, MINUTE_MS); }, MINUTE_MS - (Date.now() % MINUTE_MS) + 50);
