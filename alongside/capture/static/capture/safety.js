// Out alone: the kit asks when an answer is due, on every page of it and without signal. What was
// answered here counts at once for the next question; nobody else knows before it is sent.
import { clockTime, every, find, say, word } from "./frame.js";
import { begun, capture, end, goOn, isFull, kit, notSafe, unkept } from "./kit.js";

const store = self.fieldStore;
const time = self.fieldClock;
const MINUTE = 60_000;
const LOOK = 5_000;
const AGAIN = 60_000; // it hums so often until somebody answers

let hummed = -AGAIN;
let sounds = null;

const out = async () => (await begun("shift")).at(-1) ?? null;
const isOut = (shift) => shift?.state === "going";
const isDue = (shift) => isOut(shift) && shift.due !== null && time.now().likely >= shift.due;
const shown = (shift) => clockTime(Date.now() + shift.due - time.now().likely);
const next = (minutes) => (minutes ? time.now().likely + minutes * MINUTE : null);

// What Alongside says of the shift: it counts where nothing of ours is still on its way there.
export async function meetShift() {
  const there = kit.pack?.shift ?? null;
  if ((await store.count("outbox")) || notSafe()) return;
  for (const mine of await begun("shift")) if (mine.id !== there?.id) await end(mine.id);
  const mine = await out();
  if (!there?.begun || mine?.state === "ended") return;
  const { ahead = 0 } = (await store.get("settings", "clock")) ?? {};
  const due = there.ask_at
    ? time.now().likely + Date.parse(there.ask_at) + ahead - Date.now()
    : null;
  await said(there.id, { state: "going", every: there.every, due });
}

const said = (id, told) =>
  goOn(id, { kind: "shift", ...told }).catch((error) => {
    if (!isFull(error)) throw error;
  });

// Written down, or in this page alone where the phone is full: the question is answered either way.
async function tapped(kind, id, told, words) {
  const at = new Date();
  try {
    await capture(kind, { shift: id }, { at });
  } catch (error) {
    unkept(error);
    if (!isFull(error)) return;
  }
  await said(id, told);
  if (!notSafe()) say(word(words, { time: clockTime(at) }));
}

// --- on Today ---------------------------------------------------------------------------------

export async function myShift(page, { go }) {
  const planned = kit.pack?.shift;
  const part = find("[data-safe]", page); // before anything else: the page may be drawn anew
  const mine = await out();
  const id = mine?.id ?? planned?.id;
  if (!id || mine?.state === "ended") return;
  const often = mine?.every ?? planned.every;
  part.hidden = false;
  find("[data-begin]", part).hidden = isOut(mine);
  for (const each of every("[data-walking]", part)) each.hidden = !isOut(mine);
  find("[data-safe-words]", part).textContent =
    isOut(mine) && mine.due !== null ? asks(mine) : "";
  const tap = (selector, kind, told, words) =>
    find(selector, part).addEventListener("click", async () => {
      await tapped(kind, id, { every: often, ...told() }, words);
      go("today");
      await ask();
    });
  tap("[data-begin]", "shift-begin", () => ({ state: "going", due: next(often) }), "kept");
  tap("[data-say-safe]", "safe", () => ({ state: "going", due: next(often) }), "safe-said");
  tap("[data-end]", "shift-end", () => ({ state: "ended", due: null }), "kept");
}

const asks = (shift) => word(isDue(shift) ? "safe-due" : "safe-by", { time: shown(shift) });

// --- on every page ----------------------------------------------------------------------------

export async function ask() {
  const card = find("[data-ask]");
  const shift = kit.device ? await out() : null;
  const due = isDue(shift);
  if (due) find("[data-ask-words]", card).textContent = asks(shift);
  for (const each of every("[data-when]", card)) {
    each.hidden = (each.dataset.when === "open") !== (kit.mode === "open");
  }
  card.hidden = !due;
  if (!due) hummed = -AGAIN;
  else if (performance.now() - hummed >= AGAIN) hum();
}

// Where the browser allows it, and somebody has touched the page before.
function hum() {
  hummed = performance.now();
  if (!navigator.userActivation?.hasBeenActive) return;
  navigator.vibrate?.([300, 150, 300]);
  try {
    sounds ??= new AudioContext();
    const tone = sounds.createOscillator();
    const quiet = sounds.createGain();
    quiet.gain.value = 0.2;
    tone.connect(quiet).connect(sounds.destination);
    tone.start();
    tone.stop(sounds.currentTime + 0.6);
  } catch {
    // no sound here: it is seen
  }
}

// `then()` draws Today anew where it is open.
export function watchOver(then) {
  document.addEventListener("click", async ({ target }) => {
    if (!target.closest("[data-yes-safe]")) return;
    const shift = await out();
    if (!isOut(shift) || kit.mode !== "open") return;
    const told = { state: "going", every: shift.every, due: next(shift.every) };
    await tapped("safe", shift.id, told, "safe-said");
    await ask();
    then();
  });
  setInterval(ask, LOOK);
}
