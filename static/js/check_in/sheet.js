// form[data-check-in]: one check-in at one point, by position, by a sign's code or by hand. It is stored before it is sent.
import { showFix } from "./dial.js";
import { watch } from "./position.js";
import { add, device, newUuid } from "./queue.js";
import { isWaiting, owner, send } from "./waiting.js";
import { clock, fill } from "./words.js";

const form = document.querySelector("form[data-check-in]");
const button = form.querySelector("[data-confirm-check-in]") ?? document.querySelector(`[form="${form.id}"][data-confirm-check-in]`);
const part = (name) => form.querySelector(`[data-${name}]`);
const note = form.elements.namedItem("note");
const sign = form.elements.namedItem("sign");
const state = { code: "", point: null, uuid: "", fix: null, metres: null, phase: "idle", stop: () => {}, tick: 0 };

const sayButton = () => {
  const words = button.querySelector("[data-confirm-words]");
  const isLocating = state.phase === "locating";
  words.textContent = isLocating ? words.dataset.locating : fill(words.dataset.say, { time: clock(Date.now()) });
  button.disabled = isLocating || state.phase === "sending";
};

const enter = (phase) => {
  state.phase = phase;
  part("locating").hidden = phase !== "locating";
  part("no-fix").hidden = phase !== "none" || Boolean(sign.value);
  part("note-optional").hidden = phase === "none" && !sign.value;
  part("offline-note").hidden = navigator.onLine;
  sayButton();
};

const seen = (fix) => {
  if (state.phase === "sending") return;
  state.fix = fix;
  state.metres = showFix(form, state.point, fix);
  if (state.phase !== "fixed") enter("fixed");
};

const failed = () => { if (state.phase === "locating") enter("none"); };

// Lays the sheet out for a point and begins to look for the position.
export const begin = (code, point) => {
  end();
  Object.assign(state, { code, point, uuid: newUuid(), fix: null, metres: null });
  part("dial").hidden = true;
  part("outside-note").hidden = true;
  part("note-error").hidden = true;
  part("note-field").classList.remove("has-error");
  enter("locating");
  state.stop = watch(seen, failed);
  state.tick = setInterval(sayButton, 1000);
};

// Stops the position and the clock.
export const end = () => {
  state.stop();
  clearInterval(state.tick);
  state.stop = () => {};
  state.phase = "idle";
};

export const lastFix = () => state.fix;

// Whether this is the check-in that the sheet was laid out for.
export const isOpen = (uuid) => state.uuid === uuid;

const methodOf = () => {
  if (sign.value) return "qr";
  return state.fix ? "gps" : "manual";
};

const body = (method) => ({
  uuid: state.uuid,
  point: state.code,
  captured_at: new Date().toISOString(),
  device: device(),
  method,
  note: note.value.trim(),
  ...(state.fix ? { latitude: state.fix.lat, longitude: state.fix.lng, accuracy_m: Math.round(state.fix.accuracy * 10) / 10 } : {}),
  ...(method === "qr" ? { sign: sign.value } : {}),
});

const askWhy = () => {
  const error = part("note-error");
  error.querySelector("span").textContent = error.dataset.why;
  error.hidden = false;
  part("note-field").classList.add("has-error");
  note.setAttribute("aria-invalid", "true");
  note.focus();
};

const confirm = async () => {
  const method = methodOf();
  if (method === "manual" && !note.value.trim()) {
    askWhy();
    return;
  }
  const { uuid, code, metres, point } = state;
  add({ uuid, user: owner, number: point.number, name: point.name, metres, body: body(method), refused: null });
  enter("sending");
  state.stop();
  await send();
  end();
  document.dispatchEvent(new CustomEvent("check-in:over", { detail: { code, isWaiting: isWaiting(uuid) } }));
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!["fixed", "none"].includes(state.phase)) return;
  confirm();
});
window.addEventListener("offline", () => { part("offline-note").hidden = false; });
window.addEventListener("online", () => { part("offline-note").hidden = true; });
window.addEventListener("pagehide", end);
