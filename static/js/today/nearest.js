// [data-nearest]: rows by distance once a position is known, and the bar names the nearest point. The position stays here.
import { metresBetween } from "../geo.js";
import { getSheet, setMe } from "../map.js";
import { look, permission } from "../check_in/position.js";
import { lastFix } from "../check_in/sheet.js";
import { fill, said } from "../check_in/words.js";
import { points } from "./agenda.js";

const NEAR_ZOOM = 14.8;
let here = null;
const isOut = Boolean(document.querySelector("[data-elapsed]"));

const metresTo = (known, row) => metresBetween(here, known[row.dataset.point]);

const order = (list, known) => {
  const rows = [...list.children];
  const far = (row) => (row.hasAttribute("data-queued") ? Infinity : metresTo(known, row));
  rows.sort((one, other) => far(one) - far(other));
  list.append(...rows);
};

const nameNext = (known) => {
  const bar = document.querySelector("[data-next]");
  const open = [...document.querySelectorAll("li[data-open]:not([data-queued])")];
  if (!bar || !open.length) return;
  const isRound = document.querySelector("[data-round]") !== null;   // the way is laid: the first of it comes next
  const nearest = here && !isRound ? open.reduce((best, row) => (metresTo(known, row) < metresTo(known, best) ? row : best)) : open[0];
  const { number, name, url } = known[nearest.dataset.point];
  const title = bar.querySelector("[data-next-title]");
  const distance = bar.querySelector("[data-next-distance]");
  bar.href = url;
  title.textContent = fill(title.dataset.say, { number });
  bar.querySelector("[data-next-name]").textContent = name;
  distance.hidden = !here;
  distance.textContent = here ? said(metresTo(known, nearest)) : "";
};

// Lays distances and order over the list as it stands.
export const arrange = () => {
  const known = points();
  if (here) {
    document.querySelectorAll("li[data-point] [data-distance]").forEach((box) => {
      box.textContent = said(metresTo(known, box.closest("li")));
    });
    document.querySelectorAll("[data-nearest]").forEach((list) => order(list, known));
    document.querySelectorAll("[data-order]").forEach((words) => { words.textContent = words.dataset.near; });
  }
  nameNext(known);
};

const lookAt = async (fix) => {
  const element = document.querySelector("[data-map]");
  const { map, datum } = await getSheet(element);
  map.setView(datum.display([fix.lat, fix.lng]), NEAR_ZOOM);
};

const place = (fix) => {
  const isFirst = !here;
  here = fix;
  setMe(fix.lat, fix.lng, fix.accuracy);
  if (isFirst) lookAt(fix);
  arrange();
};

const say = async () => {
  const line = document.querySelector("[data-where]");
  if (!line) return;
  const state = here ? "granted" : await permission();
  line.hidden = Boolean(here) || state === "granted";
  const words = line.querySelector("[data-where-text]");
  words.textContent = state === "denied" ? words.dataset.denied : words.dataset.ask;
  line.querySelector("[data-where-ask]").hidden = state === "denied";
};

const find = () => look().then(place).catch(() => {}).finally(say);

// Only who is out is located, and without a question only where the phone has already agreed.
const findIfAllowed = async () => { if (isOut && (await permission()) === "granted") await find(); else await say(); };

document.addEventListener("click", ({ target }) => { if (target.closest("[data-where-ask]")) find(); });
document.addEventListener("agenda:changed", () => { arrange(); say(); });
document.addEventListener("queue:changed", arrange);
document.addEventListener("check-in:over", () => { const fix = lastFix(); if (fix) place(fix); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") findIfAllowed(); });
arrange();
findIfAllowed();
