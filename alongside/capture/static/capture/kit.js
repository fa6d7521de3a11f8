// The kit as it is at this moment: locked or open, its phone, today's list; and how something that
// was written down becomes safe.
import { say, word } from "./frame.js";
import { moment, newId, phoneKeys, seal } from "./seal.js";

const store = self.fieldStore;
const outbox = self.fieldOutbox;
const clock = self.fieldClock;
const HOUR = 3_600_000;

export const kit = {
  device: null,
  mode: "locked", // "open", "bare"
  key: null,
  pack: null,
  packAt: 0,
  version: "",
};

export async function meet() {
  kit.device = (await store.get("settings", "device")) ?? null;
}

export function lock() {
  Object.assign(kit, { mode: "locked", key: null, pack: null, packAt: 0 });
}

// --- safe -----------------------------------------------------------------------------------

// What the phone has no room for: sealed, and only in the page that is open until it is safe.
const unsafe = new Map();
export const notSafe = () => unsafe.size;
export const isHere = (id) => unsafe.has(id);
export const abandon = () => unsafe.clear();
export const isFull = store.isFull;

// Sealed, and on the disk, when this returns: only then is the person told that it is kept.
export async function capture(kind, body, said = {}) {
  const { id = newId(), person = null, place = null, at = new Date() } = said;
  const seq = await number();
  const told = { id, kind, happened_at: moment(at), phone_now: moment(), seq, person, place, body };
  const sealed = await seal(told, kit.device.server_key);
  const row = { id, seq, at: Date.now(), t: clock.stamp(), sealed };
  const readable = kit.key
    ? { id, t: clock.stamp(), ...(await store.boxed({ kind, person, at: at.getTime() }, kit.key)) }
    : null;
  await putDown(row, readable);
  wake();
  return id;
}

async function number() {
  try {
    return await store.next();
  } catch (error) {
    if (!isFull(error)) throw error;
    return ((await store.get("settings", "seq")) ?? 0) + unsafe.size + 1;
  }
}

// What was begun of it goes in the same moment: it is the one or the other, never both.
async function putDown(row, readable = null) {
  const put = (copy) =>
    store.within(["outbox", "readable", "open"], "readwrite", (waiting, copies, open) => {
      waiting.put(row);
      if (copy) copies.put(copy);
      open.delete(DRAFT + row.id);
    });
  try {
    await put(readable);
  } catch (error) {
    if (!isFull(error)) throw error;
    await roomier(() => put(null)).catch((still) => {
      unsafe.set(row.id, row);
      outbox.tell("full");
      throw still;
    });
  }
  unsafe.delete(row.id);
  outbox.tell("moved");
}

// Once more: onto the phone, or straight to Alongside where there is signal. Gives how many are
// still in this page alone.
export async function rescue() {
  try {
    for (const row of [...unsafe.values()]) await putDown(row);
  } catch (error) {
    if (!isFull(error)) throw error;
    for (const id of await outbox.deliver([...unsafe.values()])) {
      unsafe.delete(id);
      await unlessFull(dropDraft(id));
    }
    outbox.tell("moved");
  }
  return unsafe.size;
}

// What is full has a card of its own, above every page.
export function unkept(error) {
  say(isFull(error) ? "" : word("not-kept"), { needsYou: true });
}

async function roomier(work) {
  await makeRoom();
  return work();
}

// Comforts go before work: copies to read, and today's list.
export async function makeRoom() {
  await store.empty("readable");
  await store.within(["settings"], "readwrite", (settings) => void settings.delete("pack"));
}

// The browser sends when there is signal, also with the page closed, where it can.
function wake() {
  navigator.serviceWorker?.ready
    .then((worker) => worker.sync?.register("alongside-field"))
    .catch(() => {}); // not allowed here: the page sends when it is open
}

// --- to read again, for a day ----------------------------------------------------------------

export async function readable() {
  if (!kit.key) return [];
  const waiting = new Set((await store.all("outbox")).map((row) => row.id));
  const found = [];
  for (const row of await store.all("readable")) {
    const said = await store.unboxed(row, kit.key).catch(() => null);
    if (said) found.push({ id: row.id, ...said, waits: waiting.has(row.id) });
  }
  return found.sort((one, other) => other.at - one.at);
}

const day = () => (kit.device?.seal_after_hours ?? 24) * HOUR;

// After a day nothing on the phone can be read any more, by its owner neither. What comes again, or
// was only a copy, goes by what the clock shows. What was begun and stands nowhere else goes when a
// day is over for certain; by the clock alone it is put away, until the server says what time it is.
export async function growOld() {
  await clock.look();
  const tooOld = {
    readable: (t) => clock.age(t).likely > day(),
    open: (t) => clock.age(t).sure > day(),
  };
  for (const [name, isOver] of Object.entries(tooOld)) {
    for (const row of await store.all(name)) {
      if (!row.t) await store.put(name, { ...row, t: clock.stamp() }); // by a kit before this
      else if (isOver(row.t)) await store.drop(name, row.id);
    }
  }
  const pack = await store.get("settings", "pack");
  if (!pack || (pack.t && !tooOld.readable(pack.t))) return false;
  await store.within(["settings"], "readwrite", (settings) => void settings.delete("pack"));
  if (kit.pack) Object.assign(kit, { pack: null, packAt: 0 });
  return true;
}

const isPutAway = ({ t }) => clock.age(t).likely > day();

// Whether something of their own is put away, for whoever has the PIN.
export async function hasPutAway() {
  const rows = kit.key ? await store.all("open") : [];
  return rows.some((row) => row.id.startsWith(DRAFT) && isPutAway(row));
}

// --- today's list -----------------------------------------------------------------------------

export async function openPack() {
  const held = await store.get("settings", "pack");
  if (!held || !kit.key) return;
  kit.pack = await store.unboxed(held, kit.key).catch(() => null);
  kit.packAt = held.at;
}

export async function newPack() {
  const held = await store.get("settings", "pack");
  const found = await outbox.fetchPack(kit.pack ? held?.etag : "");
  if (found.state === "new" && kit.key) {
    const { csrf: _, ...list } = found.pack; // the token is kept beside: the worker sends with it
    const at = Date.now();
    const t = clock.stamp();
    await store.comfort("pack", { at, t, etag: found.etag, ...(await store.boxed(list, kit.key)) });
    Object.assign(kit, { pack: list, packAt: at });
    if (list.server_key) await remember({ server_key: list.server_key });
  }
  if (found.state === "same" && held) {
    await store.comfort("pack", { ...held, at: Date.now(), t: clock.stamp() });
    kit.packAt = Date.now();
  }
  return found;
}

export async function remember(more) {
  kit.device = { ...kit.device, ...more };
  await store.comfort("device", kit.device);
}

// --- under way: who is in the room, an overdose -------------------------------------------------

// `also` those that are put away, because they may be of today all the same.
export async function begun(kind, { also = false } = {}) {
  const found = [];
  for (const row of await store.all("open")) {
    const said = await store.unboxed(row).catch(() => null);
    if (row.t && said?.kind === kind && (also || !isPutAway(row))) found.push({ ...said, ...plain(row) });
  }
  return found.sort((one, other) => one.t.likely - other.t.likely);
}

const plain = ({ id, at, t }) => ({ id, at, t });

// Going on with it does not make it younger.
async function putOpen(row) {
  await store.within(["open"], "readwrite", (open) => {
    const before = open.get(row.id);
    before.onsuccess = () => open.put({ ...row, t: before.result?.t ?? clock.stamp() });
  });
}

export async function goOn(id, said, at = Date.now()) {
  await putOpen({ id, at, ...(await store.boxed(said)) });
}

export const end = (id) => store.drop("open", id);

// --- begun on a page and not kept yet: for its owner alone, for a day ---------------------------

// Sealed to what the PIN opens. `draft.id` is that of the capture it becomes, `begun` when it was
// begun: typing on does not make it younger.
const DRAFT = "draft-";

export async function begin(draft, key) {
  if (!key || !kit.device || unsafe.has(draft.id)) return;
  const row = { id: DRAFT + draft.id, at: draft.begun, ...(await store.boxed(draft, key)) };
  await unlessFull(putOpen(row));
}

// The latest first.
export async function drafts() {
  if (!kit.key) return [];
  const found = [];
  for (const row of await store.all("open")) {
    if (!row.id.startsWith(DRAFT) || isPutAway(row)) continue;
    const said = await store.unboxed(row, kit.key).catch(() => null);
    if (said && !unsafe.has(said.id)) found.push(said);
  }
  return found.sort((one, other) => other.begun - one.begun);
}

export const dropDraft = (id) => store.drop("open", DRAFT + id);

const unlessFull = (work) =>
  work.catch((error) => {
    if (!isFull(error)) throw error;
  });

// --- a phone is made ready ------------------------------------------------------------------------

export async function register(name, pages) {
  const { pair, jwk } = await phoneKeys();
  const csrf = await tokenFrom(pages.phones);
  if (!csrf) return { state: "sign-in" };
  const answer = await fetch(pages.devices, {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
    body: JSON.stringify({ id: newId(), name, public_key: jwk }),
  });
  const json = answer.headers.get("content-type")?.includes("json");
  if (answer.status === 401 || answer.type === "opaqueredirect") return { state: "sign-in" };
  if (!answer.ok || !json) return { state: "not-ready" };
  const said = await answer.json();
  const device = { ...said, name, pack: pages.pack, outbox: pages.outbox, pair };
  await store.set("device", device);
  await store.set("csrf", csrf);
  kit.device = device;
  await clock.heard(Date.parse(said.server_now));
  return { state: "ready" };
}

// Signed in or not, and the token that a page of ours carries for its forms.
async function tokenFrom(path) {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
