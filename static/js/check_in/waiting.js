// [data-waiting]: what is kept on the phone, what was refused and why, and the chip in the masthead that counts it.
import { toast } from "../toast.js";
import { drop, flush, mark, of } from "./queue.js";
import { clock, fill, said } from "./words.js";

const RETRY_MS = 20_000;
const area = document.querySelector("[data-waiting]");
const chip = document.querySelector("[data-waiting-chip]");
const { user, api, token } = area.dataset;

export const owner = user;
export const send = () => flush({ api, token }, user);
export const isWaiting = (uuid) => of(user).some((entry) => entry.uuid === uuid && !entry.refused);
export const waitingCodes = () => new Set(of(user).filter(({ refused }) => !refused).map(({ body }) => body.point));

const reason = ({ status, problem }) => {
  if (status === 404) return area.dataset.unknown;
  if (status === 409) return area.dataset.taken;
  const words = Object.values(problem.errors ?? {}).flat().join(" ");
  return words || problem.detail || area.dataset.refused;
};

const row = ({ number, name, body, metres }) => {
  const item = area.querySelector("[data-waiting-row]").content.cloneNode(true);
  const at = item.querySelector("[data-at]");
  item.querySelector(".mk b").textContent = number;
  item.querySelector("[data-name]").textContent = name;
  at.textContent = fill(at.dataset.say, { time: clock(body.captured_at) });
  item.querySelector("[data-metres]").textContent = metres === null ? "" : said(metres);
  return item;
};

const refusal = ({ uuid, name, body, refused }) => {
  const box = area.querySelector("[data-refused-row]").content.cloneNode(true);
  box.querySelector("[data-why]").textContent = `${clock(body.captured_at)} ${name}: ${reason(refused)}`;
  box.querySelector("[data-drop]").addEventListener("click", () => drop(uuid));
  box.querySelector("[data-again]").addEventListener("click", () => { mark(uuid, null); send(); });
  return box;
};

const show = () => {
  const entries = of(user);
  const [waiting, refused] = [entries.filter((entry) => !entry.refused), entries.filter((entry) => entry.refused)];
  area.hidden = !entries.length;
  area.querySelector("[data-waiting-part]").hidden = !waiting.length;
  area.querySelector("[data-waiting-list]").replaceChildren(...waiting.map(row));
  area.querySelector("[data-refused-list]").replaceChildren(...refused.map(refusal));
  if (!chip) return;
  chip.hidden = !entries.length;
  const count = chip.querySelector("[data-waiting-count]");
  count.textContent = fill(count.dataset.many, { n: entries.length });
};

const greet = ({ detail: { entry, result } }) => {
  const far = result.distance_m == null ? "" : fill(area.dataset.far, { distance: said(result.distance_m) });
  const duty = result.duty?.state === "done" ? area.dataset.dutyDone : "";
  toast(fill(area.dataset.said, { number: entry.number, time: clock(entry.body.captured_at) }), {
    detail: [far, duty].filter(Boolean).join(" · "),
  });
};

const hold = () => {
  area.querySelector("[data-waiting-note]").textContent = area.dataset.signIn;
  area.querySelector("[data-sign-in-link]").hidden = false;
};

document.addEventListener("queue:changed", show);
document.addEventListener("check-in:sent", greet);
document.addEventListener("check-in:held", hold);
area.querySelector("[data-retry]").addEventListener("click", send);
window.addEventListener("online", send);
window.addEventListener("storage", show);
setInterval(() => { if (of(user).some((entry) => !entry.refused)) send(); }, RETRY_MS);
show();
send();
