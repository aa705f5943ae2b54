// [data-wall]: the screen is fetched anew every minute; a line says since when it could not be.
import { clock, fill } from "./check_in/words.js";

const EVERY_MS = 60_000;
const screen = document.querySelector("[data-wall]");
const note = document.querySelector("[data-wall-note]");
let failingSince = null;

const show = () => {
  failingSince = null;
  note.textContent = "";
};

const fail = ({ detail }) => {
  if (detail.xhr?.status === 401) window.location.reload();   // the session is over: the page leads to the sign-in
  failingSince ??= Date.now();
  note.textContent = fill(note.dataset.failed, { time: clock(failingSince) });
};

setInterval(() => window.htmx.trigger(screen, "wall:refresh"), EVERY_MS);
screen.addEventListener("htmx:afterSettle", show);
["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => screen.addEventListener(name, fail));
