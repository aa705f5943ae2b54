// [data-live]: the board is fetched anew every 30 seconds while it is looked at; a line says so when it could not be.
import { clock, fill } from "./check_in/words.js";
import { setState } from "./map.js";

const EVERY_MS = 30_000;
const board = document.querySelector("[data-live]");
const note = document.querySelector("[data-live-note]");
const said = document.querySelector("[data-live-said]");
const label = () => board.querySelector("[data-live-label]").dataset.liveLabel;
const states = () => JSON.parse(document.getElementById("live-states").textContent);
const codes = Object.keys(states()).join();
let shown = label();
let askedAt = Date.now();

const ask = () => {
  askedAt = Date.now();
  window.htmx.trigger(board, "live:refresh");
};

const look = () => { if (document.visibilityState === "visible" && Date.now() - askedAt >= EVERY_MS) ask(); };

const show = () => {
  note.textContent = "";
  if (label() !== shown) said.textContent = shown = label();   // read out only where something has changed
  const now = states();
  if (Object.keys(now).join() !== codes) window.location.reload();   // another day, or another point: the map is another
  Object.entries(now).forEach(([code, state]) => setState(code, state));
};

const fail = ({ detail }) => {
  if (detail.xhr?.status === 401) window.location.reload();   // the session is over: the page leads to the sign-in
  note.textContent = fill(note.dataset.failed, { time: clock(Date.now()) });
};

setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
board.addEventListener("htmx:afterSettle", show);
["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => board.addEventListener(name, fail));
