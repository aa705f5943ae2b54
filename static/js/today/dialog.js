// The check-in over the list: a link to a point's check-in opens the sheet, with what the page already knows, so that it
// opens without a network too.
import { begin, end } from "../check_in/sheet.js";
import { fill } from "../check_in/words.js";
import { points } from "./agenda.js";

const dialog = document.querySelector("[data-check-in-dialog]");
const form = dialog.querySelector("form");
const SECOND_TAP_MS = 400;   // a tap so soon after the sheet has gone was meant for its button
const SETTLED_MS = 3000;     // as long as the list may take to name the next point
let opener = null;
let isSecondTap = false;
let justDone = "";

const lay = (point) => {
  const mark = dialog.querySelector("[data-ci-mark] .mk");
  const use = mark.querySelector("use");
  mark.className = `mk mk-${point.state}`;
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#mk-${point.state}`));
  mark.querySelector("b").textContent = point.number;
  dialog.querySelector("[data-ci-name]").textContent = point.name;
  dialog.querySelector("[data-ci-line]").textContent = fill(point.window, {});
  form.action = point.url;
  form.elements.namedItem("note").value = "";
};

const open = (code, point, link) => {
  opener = link;
  lay(point);
  dialog.showModal();
  begin(code, point);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const code = new URL(link.href).pathname.match(/^\/today\/check-in\/([^/]+)\/$/)?.[1];
  const point = code && points()[code];
  if (!point) return;
  event.preventDefault();
  if ("next" in link.dataset && (isSecondTap || code === justDone)) return;
  open(code, point, link);
});

const guard = (code) => {
  [isSecondTap, justDone] = [true, code];
  setTimeout(() => { isSecondTap = false; }, SECOND_TAP_MS);
  setTimeout(() => { if (justDone === code) justDone = ""; }, SETTLED_MS);
};

dialog.addEventListener("close", () => { end(); opener?.focus(); });
dialog.addEventListener("click", ({ target }) => { if (target === dialog || target.closest("[data-close]")) dialog.close(); });
document.addEventListener("check-in:over", ({ detail: { code } }) => {
  guard(code);
  dialog.close();
});
document.addEventListener("check-in:refused", () => document.querySelector("[data-waiting]").scrollIntoView({ block: "center" }));
