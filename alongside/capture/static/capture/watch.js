// Who is in the room, with a clock beside each; and an overdose, tap by tap.
import { anew } from "./drafts.js";
import { asForm, rooms } from "./forms.js";
import { clockTime, every, find, option, row, say, word } from "./frame.js";
import { begun, capture, end, goOn, isFull, kit, notSafe, unkept } from "./kit.js";
import { newId } from "./seal.js";

const time = self.fieldClock; // what goes by, whatever the clock shows
const LOOK_MINUTES = 10;
const MINUTE = 60_000;
const STILL = 2 * 60 * MINUTE; // an overdose that began longer ago is another one

function minutes(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// Where the phone has no room the page that is open holds it, and it goes on all the same: nobody
// taps a second time in an overdose.
async function safely(work) {
  try {
    await work();
    return true;
  } catch (error) {
    unkept(error);
    return isFull(error);
  }
}

const noted = (kind, body, said) => safely(() => capture(kind, body, said));
const wentOn = (id, said, at) => safely(() => goOn(id, said, at));

// --- a room -----------------------------------------------------------------------------------

export async function visit(page) {
  const sites = kit.pack?.sites ?? [];
  const select = find("[data-sites]", page);
  select.replaceChildren(...sites.map((each) => option(each.id, each.name, each.mine)));
  rooms(page);
  asForm(page, {
    async then({ id, place: site }) {
      const inside = await begun("visit");
      const number = Math.max(0, ...inside.map((each) => each.number)) + 1;
      const now = time.now().likely;
      await wentOn(id, { kind: "visit", number, site, came: now, looked: now });
      anew();
    },
  });
  await draw(page);
  const ticking = setInterval(() => tick(page), 1000);
  return () => clearInterval(ticking);
}

async function draw(page) {
  const inside = await begun("visit");
  const cards = inside.map((each) => {
    const made = row("row-inside", { called: word("inside", { count: each.number }) });
    const card = made.firstElementChild;
    Object.assign(card.dataset, { came: each.came, looked: each.looked, number: each.number });
    find("[data-look]", card).addEventListener("click", () => look(page, each));
    find("[data-out]", card).addEventListener("click", () => leave(page, each));
    find("[data-od]", card).href = `#overdose/${each.id}`;
    find("[data-uses]", card).href = `#visit-use/${each.id}`;
    return made;
  });
  if (!find("[data-inside]", page)) return;
  find("[data-inside]", page).replaceChildren(...cards);
  find("[data-nobody-inside]", page).hidden = cards.length > 0;
  tick(page);
}

// Gently: a colour and a word, once a minute a hum where the phone can.
function tick(page) {
  for (const card of every(".kit-inside", page)) {
    find("[data-clock]", card).textContent = minutes(time.now().likely - Number(card.dataset.came));
    const waits = (time.now().likely - Number(card.dataset.looked)) / MINUTE;
    const due = waits >= LOOK_MINUTES;
    if (due && !card.classList.contains("kit-due")) {
      say(word("look-now", { name: word("inside", { count: card.dataset.number }) }), { needsYou: true });
      navigator.vibrate?.(200);
    }
    card.classList.toggle("kit-due", due);
  }
}

async function look(page, each) {
  const now = Date.now();
  const looked = time.now().likely;
  if (!(await noted("look-in", { visit: each.id }))) return;
  await wentOn(each.id, { ...each, looked }, each.at);
  say(word("looked", { time: clockTime(now) }));
  draw(page);
}

async function leave(page, each) {
  const now = Date.now();
  if (!(await noted("visit-out", { visit: each.id }))) return;
  await end(each.id);
  say(word("left", { time: clockTime(now) }));
  draw(page);
}

// What they use, or use again, as they say it: the time until the next look begins anew.
export async function visitUse(page) {
  const id = location.hash.split("/")[1];
  const found = begun("visit").then((all) => all.find((one) => one.id === id));
  const nobody = find("[data-nobody-inside]", page);
  const called = find("[data-called]", page);
  const form = asForm(page, {
    shape: (body) => ({ ...body, visit: id }),
    async then() {
      const each = await found;
      if (each) await wentOn(id, { ...each, looked: time.now().likely }, each.at);
      location.hash = "#visit";
    },
  });
  const each = await found;
  form.hidden = !each;
  nobody.hidden = Boolean(each);
  called.textContent = each ? word("inside", { count: each.number }) : "";
}

// --- an overdose --------------------------------------------------------------------------------

// The one that is being answered. Where only the clock says that it began long ago, and the clock
// may have been moved, it is `unsure`.
async function current() {
  const last = (await begun("overdose", { also: true })).at(-1);
  if (!last) return null;
  const { sure, likely } = time.age(last.t);
  return sure < STILL ? { ...last, unsure: likely >= STILL } : null;
}

// Is it still that one? Nobody waits for the answer: what is tapped meanwhile keeps its time, and
// goes where the answer says; to another one where the page is left without any.
function asked(page, last) {
  const card = find("[data-which]", page);
  const began = new Date(last.began).toLocaleString(document.documentElement.lang, {
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
  find("[data-began]", card).textContent = word("still-open", { time: began });
  card.hidden = false;
  let answer;
  const said = new Promise((done) => (answer = done));
  find("[data-same]", card).addEventListener("click", () => answer(last));
  find("[data-other]", card).addEventListener("click", () => answer(null));
  said.then(() => (card.hidden = true));
  return { said, answer };
}

export function overdose(page) {
  let now = null;
  const visitId = location.hash.split("/")[1];
  const where = find("[data-where]", page);
  const words = (what) => find(`[data-tap="${what}"] [data-words]`, page)?.textContent ?? what;
  const log = () => {
    const holder = find("[data-log]", page);
    if (!holder) return;
    const lines = (now?.taps ?? []).map(({ what, at }) => {
      const line = document.createElement("li");
      const when = document.createElement("b");
      when.textContent = new Date(at).toLocaleTimeString(document.documentElement.lang);
      line.append(when, ` ${words(what)}`);
      return line;
    });
    holder.replaceChildren(...lines.reverse());
    find("[data-nothing]", page).hidden = lines.length > 0;
    if (where) where.hidden = Boolean(now);
  };

  async function note(what, why = "", at = new Date()) {
    const isNew = !now;
    const fresh = () => ({ kind: "overdose", began: at.getTime(), taps: [], t: time.stamp() });
    const next = now ?? { id: newId(), ...fresh() };
    let done = true;
    if (isNew) {
      const { place, ...body } = await begins(page, visitId);
      done = await noted("overdose", body, { id: next.id, at, place });
      if (done) now = next;
    }
    // That somebody was found is said by the first of them.
    const body = { overdose: next.id, what, ...(why && { why }) };
    if (done && (!isNew || what !== "found")) done = await noted("tap", body, { at });
    if (!done) return;
    now = { ...next, taps: why ? next.taps : [...next.taps, { what, at: at.getTime() }] };
    const { id, ...told } = now;
    await wentOn(id, told, next.at);
    performance.mark("field-safe");
    log();
    if (!notSafe()) say(word("kept", { time: clockTime(at) }));
  }

  // A tap counts as soon as the page is there, also while what was begun is still being looked for;
  // two quick ones: one after the other, each with its own time.
  let which = null;
  let isWaited = false;
  let busy = current().then(async (found) => {
    which = found?.unsure ? asked(page, found) : null;
    now = which ? await which.said : found;
    log();
  });
  const then = (work) => {
    isWaited = true;
    return (busy = busy.then(work, work));
  };
  const unanswered = () => document.hidden && isWaited && which?.answer(null);
  document.addEventListener("visibilitychange", unanswered);
  let notCalledAt = null;
  page.addEventListener("click", tapped);
  function tapped(event) {
    const tap = event.target.closest("[data-tap]");
    const why = event.target.closest("[data-why]");
    const at = new Date();
    if (tap) {
      const what = tap.dataset.tap;
      notCalledAt = what === "no-ambulance" ? at : null;
      find("[data-why-not]", page).hidden = !notCalledAt;
      then(() => note(what, "", at));
    }
    if (why && notCalledAt) {
      const first = notCalledAt;
      notCalledAt = null;
      find("[data-why-not]", page).hidden = true;
      then(() => note("no-ambulance", why.dataset.why, first));
    }
  }
  const clock = find("[data-clock]", page);
  const ticking = setInterval(() => (clock.textContent = minutes(now ? time.age(now.t).likely : 0)), 500);
  return () => {
    which?.answer(null);
    document.removeEventListener("visibilitychange", unanswered);
    clearInterval(ticking);
    page.removeEventListener("click", tapped);
  };
}

async function begins(page, visitId) {
  const inside = visitId && (await begun("visit")).find((each) => each.id === visitId);
  if (inside) return { visit: visitId, place: inside.site };
  return { where: find("[data-where] select", page)?.value ?? "street", place: null };
}

export function overdoseFinish(page) {
  const found = current();
  asForm(page, {
    async shape(body) {
      const now = await found;
      if (!now) location.hash = "#overdose";
      return now && { overdose: now.id, ...body };
    },
    async then() {
      await end((await found).id);
      location.hash = "#today";
    },
  });
}
