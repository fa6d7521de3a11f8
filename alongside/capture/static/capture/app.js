// The kit's door: which page is shown, the lock, what is said above, the outbox while it is open.
import { putDownTyped } from "./drafts.js";
import { aloud, every, fill, find, main, ours, say, show, word, wrong } from "./frame.js";
import {
  abandon, growOld, kit, lock, meet, newPack, notSafe, openPack, register, remember, rescue,
} from "./kit.js";
import { install, settle } from "./newer.js";
import { ask, meetShift, watchOver } from "./safety.js";
import { screens } from "./screens.js";
import { FREE_TRIES, forget, lockWith, unlock } from "./vault.js";

const store = self.fieldStore;
const outbox = self.fieldOutbox;
const clock = self.fieldClock;
const WITHOUT_PIN = new Set(["overdose", "overdose-finish", "rescue"]);
const ALONE = 3 * 60_000; // out of sight for so long, it locks
const EVERY = 30_000;

const pages = () => document.body.dataset;
let sendState = "";
let hiddenAt = 0;
let leave = null; // what the page before wants done
let isTyped = false; // on this page

// --- pages ----------------------------------------------------------------------------------

function wanted() {
  const name = location.hash.slice(1).split("/")[0];
  return screens[name] || name === "rescue" ? name : "today";
}

async function route() {
  await putDownTyped();
  leave?.();
  leave = null;
  isTyped = false;
  let name = wanted();
  if (!kit.device) name = find("#at-gone") && main().dataset.page === "gone" ? "gone" : "setup";
  else if (kit.mode === "locked" && !WITHOUT_PIN.has(name)) name = "lock";
  else if (kit.mode === "bare" && !WITHOUT_PIN.has(name)) name = "bare";
  const page = show(name);
  document.body.dataset.mode = kit.device ? kit.mode : "new";
  const at = { setup, lock: atLock, gone, ...screens }[name];
  leave = (await at?.(page, { state: () => sendState, send, refresh, go })) ?? null;
  await ask();
  await chip();
}

function go(name) {
  if (location.hash === `#${name}`) return route();
  location.hash = name;
}

function gone(page) {
  find("[data-afresh]", page).addEventListener("click", (event) => {
    event.preventDefault();
    delete main().dataset.page;
    route();
  });
}

// --- a phone is made ready --------------------------------------------------------------------

function setup(page) {
  const form = find("[data-setup]", page);
  const ask = () => {
    find("[data-needs-sign-in]", page).hidden = false;
    find("[data-sign-in]", page).href = pages().signIn;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    const problem = wrongPin(said) || (said.name.trim() ? "" : "phone-name");
    wrong(form, problem && word(problem));
    if (problem) return;
    const button = find(".button-large", form);
    button.setAttribute("aria-busy", "true");
    try {
      const { phones, devices, pack, outbox: to } = pages();
      const { state } = await register(said.name.trim(), { phones, devices, pack, outbox: to });
      if (state === "sign-in") ask();
      if (state === "not-ready") wrong(form, word("not-ready"));
      if (state !== "ready") return;
      await newPin(said);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      wrong(form, word("no-signal-setup"));
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

function wrongPin({ pin, again, second }) {
  if (!/^[0-9]{6,12}$/.test(pin) || (second && !/^[0-9]{6,12}$/.test(second))) return "pin-short";
  if (/^(\d)\1+$/.test(pin) || "01234567890123".includes(pin) || "98765432109876".includes(pin)) {
    return "pin-simple";
  }
  if (pin !== again) return "pin-differs";
  return second === pin ? "pin-same" : "";
}

async function newPin({ pin, second }) {
  kit.key = await lockWith(pin, second);
  kit.mode = "open";
  markPhone();
  navigator.storage?.persist?.();
  await refresh();
  if (main().dataset.page === "setup") go("today"); // else Today was there, or they have gone on
}

// Leaving quickly wipes what this browser holds of ours; a kit in use is locked instead.
function markPhone(days = 180) {
  const secure = location.protocol === "https:";
  const name = secure ? "__Host-field" : "field";
  const age = days * 86_400;
  document.cookie = `${name}=1; path=/; samesite=lax; max-age=${age}${secure ? "; secure" : ""}`;
}

// --- the lock -------------------------------------------------------------------------------

function atLock(page) {
  const form = find("[data-unlock]", page);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = find("button", form);
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    const found = await unlock(form.elements.pin.value);
    form.elements.pin.value = "";
    button.removeAttribute("aria-busy");
    if (found.state === "open" || found.state === "bare") return opened(found);
    const told = { wrong: "wrong-pin", wait: "wait", forgotten: "forgotten", full: "full-lock" }[
      found.state
    ];
    wrong(form, word(told, { count: found.left ?? found.seconds }));
    if (found.state === "wrong" && found.left <= FREE_TRIES) form.elements.pin.focus();
  });
  find("[data-new-pin]", page).addEventListener("click", () => choosePin(page));
  form.elements.pin.focus({ preventScroll: true });
}

async function opened({ state, key = null }) {
  Object.assign(kit, { mode: state, key });
  const wasOld = await growOld();
  await openPack();
  await route();
  if (wasOld) say(word("list-old"));
  if (state === "open") refresh();
}

// Only whoever can sign in chooses a new PIN; today's list is asked for again.
async function choosePin(page) {
  const found = await outbox.fetchPack().catch(() => ({ state: "no-signal" }));
  if (found.state !== "new") {
    const told = found.state === "no-signal" ? "no-signal-setup" : "sign-in";
    wrong(page, word(told));
    if (found.state === "sign-in") location.assign(ours(found.url) || pages().signIn);
    return;
  }
  await forget();
  const shown = show("setup");
  const form = find("[data-setup]", shown);
  form.elements.name.value = kit.device.name ?? "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    const problem = wrongPin(said);
    wrong(form, problem && word(problem));
    if (!problem) await newPin(said);
  });
}

function lockNow() {
  putDownTyped();
  lock();
  say("");
  go("today");
}

function away() {
  if (document.hidden) {
    hiddenAt = performance.now();
    putDownTyped();
    return;
  }
  const long = hiddenAt && performance.now() - hiddenAt > ALONE;
  hiddenAt = 0;
  if (long && kit.mode !== "locked") lockNow();
  else send();
}

// --- sending ----------------------------------------------------------------------------------

async function send() {
  if (!kit.device) return;
  const found = await outbox.send();
  if (found.state === "busy") outbox.after(send);
  else sendState = found.state;
  kit.signIn = found.url;
  if (found.state === "wiped") return wiped();
  if (notSafe()) await save();
  await chip();
  outbox.tell("state");
}

async function refresh() {
  if (!kit.device || kit.mode !== "open") return;
  await send();
  if (!kit.device) return;
  const found = await newPack().catch((error) => {
    if (error instanceof TypeError) return { state: "no-signal" };
    throw error;
  });
  if (found.state === "wiped") return wiped();
  if (found.state === "sign-in") sendState = "sign-in";
  if (["new", "same"].includes(found.state)) await meetShift();
  if (found.state === "new" && wanted() === "today") await route();
  await chip();
}

// What was put away by the clock alone may be back, or gone.
async function moved() {
  say(word("clock-moved"), { needsYou: true });
  if (!kit.device) return;
  await growOld();
  if (kit.mode === "open" && wanted() === "today") await route();
}

function wiped() {
  lock();
  abandon();
  markPhone(0);
  kit.device = null;
  leave?.();
  leave = null;
  document.body.dataset.mode = "new";
  gone(show("gone"));
  say("");
  chip();
}

// What the phone had no room for, and only this page has.
async function save() {
  if (!notSafe() || (await rescue())) return full();
  say(word("safe-now"));
  return full();
}

function full() {
  const card = find("[data-full]");
  const isNew = card.hidden && notSafe() > 0;
  card.hidden = !notSafe();
  fill(card, { "not-safe": word("not-safe", { count: notSafe() }) });
  if (isNew) scrollTo(0, 0);
}

// What waits is always in sight; what asks for an answer, too.
async function chip() {
  full();
  const button = find("[data-state]");
  const [waiting, answers] = kit.device
    ? [(await store.count("outbox")) + notSafe(), await store.count("answers")]
    : [0, 0];
  button.hidden = !kit.device || kit.mode === "bare" || (kit.mode === "locked" && !waiting);
  button.classList.toggle("kit-chip-needs-you", answers > 0 || sendState === "sign-in");
  find("[data-state-words]", button).textContent = waiting
    ? word("waiting", { count: waiting })
    : word(answers ? "held" : "all-sent");
  find("[data-lock-now]").hidden = !kit.device || kit.mode === "locked";
  await settle();
}

// --- the kit itself ---------------------------------------------------------------------------

// What would be lost if this page began anew: it is open, holds what has no room, was written on, or
// stands where somebody is being helped.
const isBusy = () =>
  kit.mode !== "locked" || notSafe() > 0 || isTyped || WITHOUT_PIN.has(wanted());

// Another language, without signal too: the same page out of the other shell.
async function speak(language, href) {
  const answer = await fetch(href);
  const other = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.documentElement.lang = language;
  document.body.replaceWith(document.importNode(other.body, true));
  if (kit.device) await remember({ pack: pages().pack, outbox: pages().outbox });
  frame();
  await route();
  refresh();
}

function frame() {
  aloud(find("[data-aloud-all]"));
  find("[data-lock-now]").addEventListener("click", lockNow);
  find("[data-state]").addEventListener("click", () => go("waiting"));
  find("[data-try-again]").addEventListener("click", save);
  find("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    main().focus();
  });
  for (const link of every("[data-language]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      speak(link.dataset.language, link.getAttribute("href")).catch(() => location.assign(link.href));
    });
  }
  say("");
}

async function start() {
  frame();
  await meet();
  if (kit.device) await growOld();
  await route();
  if (kit.device) markPhone();
  addEventListener("hashchange", route);
  addEventListener("input", ({ target }) => {
    if (isTyped || !main().contains(target) || target.closest("[data-unlock]")) return;
    isTyped = true;
    settle();
  });
  addEventListener("online", () => (kit.mode === "open" ? refresh() : send()));
  document.addEventListener("visibilitychange", away);
  addEventListener("beforeunload", (event) => {
    if (notSafe()) event.preventDefault();
  });
  new BroadcastChannel("alongside-field").addEventListener("message", ({ data }) => {
    if (data === "wiped") return wiped();
    if (data === "clock") return moved();
    return chip();
  });
  setInterval(() => (document.hidden ? settle() : send()), EVERY);
  setInterval(clock.watch, 5_000);
  watchOver(() => wanted() === "today" && kit.mode === "open" && route());
  setInterval(growOld, 10 * 60_000);
  document.body.dataset.started = "yes";
  performance.mark("field-usable");
  send();
  await install(pages().worker, isBusy);
}

start();
