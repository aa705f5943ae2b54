// Confirmed check-ins, kept on the phone until the server has answered: nothing that was confirmed is lost.
// Each entry belongs to one user, so that a shared phone never sends one officer's check-in under another's name: a page
// sends with the CSRF token that it was made with, which the server refuses once somebody else has signed in.
const KEY = "check-ins";
const DEVICE = "device";
const PATIENCE_MS = 15_000;
const HELD = new Set([401, 403]);            // not signed in any more: kept until somebody signs in
const REFUSED = new Set([400, 404, 409, 413, 415, 422]);
let memory = [];                             // where the browser gives no storage, the open page is the store
let chain = Promise.resolve();

const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const write = (key, text) => { try { localStorage.setItem(key, text); return true; } catch { return false; } };

const parse = (text) => { try { const list = JSON.parse(text); return Array.isArray(list) ? list : []; } catch { return []; } };
const stored = () => parse(read(KEY) ?? "[]");
export const all = () => [...stored(), ...memory];

const changed = () => document.dispatchEvent(new CustomEvent("queue:changed"));

const save = (entries) => {
  const kept = new Set(memory.map(({ uuid }) => uuid));
  if (!write(KEY, JSON.stringify(entries.filter(({ uuid }) => !kept.has(uuid))))) memory = entries;
  else memory = memory.filter(({ uuid }) => entries.some((entry) => entry.uuid === uuid));
  changed();
};

export const add = (entry) => save([...all(), entry]);
export const drop = (uuid) => save(all().filter((entry) => entry.uuid !== uuid));
export const mark = (uuid, refused) => save(all().map((entry) => (entry.uuid === uuid ? { ...entry, refused } : entry)));
export const of = (user) => all().filter((entry) => entry.user === user);

const bytes = () => crypto.getRandomValues(new Uint8Array(16));

// crypto.randomUUID is missing outside https and in older browsers.
export const newUuid = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const [random, hex] = [bytes(), (byte) => byte.toString(16).padStart(2, "0")];
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  return Array.from(random, hex).join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// A random name of this browser, made once.
export const device = () => {
  const known = read(DEVICE);
  if (known) return known;
  const made = newUuid();
  write(DEVICE, made);
  return made;
};

const post = async ({ api, token }, body) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return await fetch(api, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ ...body, sent_at: new Date().toISOString() }),
      redirect: "manual",
      signal: stop.signal,
    });
  } finally {
    clearTimeout(timer);
  }
};

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`check-in:${name}`, { detail }));
const json = (answer) => answer.json().catch(() => ({}));

// What became of one entry: true if the next one may be tried.
const send = async (way, entry) => {
  const answer = await post(way, entry.body);
  if (answer.ok) {
    const result = await json(answer);
    drop(entry.uuid);
    tell("sent", { entry, result });
    return true;
  }
  if (REFUSED.has(answer.status)) {
    const refused = { status: answer.status, problem: await json(answer) };
    mark(entry.uuid, refused);
    tell("refused", { entry, refused });
    return true;
  }
  if (HELD.has(answer.status)) tell("held", { entry });
  return false;
};

const sendAll = async (way, user) => {
  const tried = new Set();
  for (;;) {
    const entry = of(user).find(({ uuid, refused }) => !refused && !tried.has(uuid));
    if (!entry) return;
    tried.add(entry.uuid);
    if (!(await send(way, entry).catch(() => false))) return;
  }
};

// Sends what waits, one after the other; calls follow each other, so that nothing is sent twice at a time.
// `way` is the address of the API and the page's CSRF token.
export const flush = (way, user) => {
  chain = chain.then(() => sendAll(way, user));
  return chain;
};
