// form[data-keep]: what is typed is never lost. A change of a note or a choice of photos is sent at once where there is an
// outcome to keep it with; a failure says so and leaves the form as it is; leaving with something unsaved is asked about.
import { toast } from "./toast.js";

const forms = [...document.querySelectorAll("form[data-keep]")];
const texts = (form) => [...form.querySelectorAll("textarea")];
const files = (form) => [...form.querySelectorAll("[type=file]")];
const isUnsaved = (form) =>
  texts(form).some((text) => text.value !== text.defaultValue) || files(form).some((file) => file.files.length > 0);

const fail = (event) => {
  const form = event.detail.elt.closest("form[data-keep]");
  if (!form) return;
  const status = event.detail.xhr?.status ?? 0;
  if (status === 403 || status === 404) window.location.reload(); // finished or given up meanwhile: the page says so
  else toast(form.dataset[{ 0: "keepOffline", 401: "keepSignedOut" }[status] ?? "keepRefused"], { error: true });
};

forms.forEach((form) => {
  let sent = new Map();
  form.addEventListener("change", (event) => {
    const isKept = form.querySelector("[type=hidden][name$='-outcome']");
    if (isKept && event.target.matches("textarea, [type=file]")) form.requestSubmit();
  });
  form.addEventListener("htmx:beforeRequest", () => {
    sent = new Map([...texts(form), ...files(form)].map((field) => [field, field.value]));
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.successful) return;
    texts(form).forEach((text) => { text.defaultValue = sent.get(text) ?? text.defaultValue; });
    files(form).forEach((file) => { if (file.value === sent.get(file)) file.value = ""; });
    form.querySelector("details").open ||= form.querySelector("[id$='-fail'][aria-pressed=true]") !== null;
  });
});

["htmx:responseError", "htmx:sendError"].forEach((name) => document.addEventListener(name, fail));
window.addEventListener("beforeunload", (event) => {
  if (forms.some(isUnsaved)) event.preventDefault();
});
