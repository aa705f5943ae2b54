// [data-agenda]: the list of the day, fetched anew when a check-in was accepted, when a window begins or ends, and on return.
import { setState } from "../map.js";
import { waitingCodes } from "../check_in/waiting.js";

const STALE_MS = 60_000;
const area = document.querySelector("[data-agenda]");
let readAt = Date.now();

// What the page knows of each point, by its code.
export const points = () => JSON.parse(document.getElementById("agenda-points").textContent);

const openFolds = () => new Set([...area.querySelectorAll("details[open]")].map((fold) => fold.dataset.fold));

// Only what changes is touched: a shape that is set anew is fetched anew, which without a network may fail.
const shape = (mark, state) => {
  if (mark.classList.contains(`mk-${state}`)) return;
  mark.className = `mk mk-${state}`;
  const use = mark.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#mk-${state}`));
};

const onMap = new Map(Object.entries(points()).map(([code, { state }]) => [code, state]));

const shapeOnMap = (code, state) => {
  if (onMap.get(code) === state) return;
  onMap.set(code, state);
  setState(code, state);
};

// What is on its way to the server is dashed, in the list and on the map.
export const dashWaiting = () => {
  const waiting = waitingCodes();
  const known = points();
  area.querySelectorAll("li[data-open]").forEach((row) => {
    const isWaiting = waiting.has(row.dataset.point);
    row.toggleAttribute("data-queued", isWaiting);
    shape(row.querySelector(".mk"), isWaiting ? "queue" : known[row.dataset.point].state);
  });
  Object.entries(known).forEach(([code, { state }]) => {
    const asks = state === "late" || state === "due";
    shapeOnMap(code, asks && waiting.has(code) ? "queue" : state);
  });
};

const userOf = (page) => page.querySelector("[data-waiting]")?.dataset.user;

const take = (page, name) => {
  const [here, there] = [document.querySelector(name), page.querySelector(name)];
  if (here && there) here.innerHTML = there.innerHTML;
};

// Fetches the list; without an answer the old one stays.
export const refresh = async () => {
  try {
    const answer = await fetch(area.dataset.url, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (userOf(page) !== userOf(document)) {   // somebody else has signed in on this phone
      window.location.reload();
      return;
    }
    const open = openFolds();
    take(page, "[data-agenda]");
    take(page, "[data-bar]");
    area.querySelectorAll("details").forEach((fold) => { fold.open = open.has(fold.dataset.fold); });
    readAt = Date.now();
    document.dispatchEvent(new CustomEvent("agenda:changed"));
  } catch { /* no network: what is shown stays until there is one */ }
};

const isOver = () => Object.values(points()).some(({ state, ends_at: until }) => state === "due" && Date.parse(until) < Date.now());

document.addEventListener("clock:minute", () => { if (isOver() || Date.now() - readAt > 5 * STALE_MS) refresh(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && Date.now() - readAt > STALE_MS) refresh();
});
document.addEventListener("check-in:sent", refresh);
document.addEventListener("queue:changed", dashWaiting);
document.addEventListener("agenda:changed", dashWaiting);
dashWaiting();
