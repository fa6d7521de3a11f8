// What each page does; what takes more than a form stands in files of its own.
import { MINUTE, along, asForm, backItems, followUps, items, lines, people, stocks } from "./forms.js";
import { choice, clockTime, every, fill, find, main, ours, row, say, translated, word, wrong } from "./frame.js";
import { drafts, hasPutAway, kit, newPack, readable } from "./kit.js";
import { offer } from "./offer.js";
import { myShift } from "./safety.js";
import { sheet } from "./sheet.js";
import { talk, talks } from "./talks.js";
import { overdose, overdoseFinish, visit, visitUse } from "./watch.js";

const store = self.fieldStore;

// --- pages ----------------------------------------------------------------------------------

function today(page, at) {
  const { pack } = kit;
  for (const each of pack?.alerts ?? []) {
    find("[data-alerts]", page).append(row("row-alert", translated(each)));
  }
  for (const each of pack?.people ?? []) {
    const about = each.promised_at ? word("promised", { time: clockTime(each.promised_at) }) : "";
    const made = row("row-person", { name: each.called, about });
    find("a", made).href = `#contact/${each.id}`;
    find("[data-people]", page).append(made);
  }
  find("[data-nobody]", page).hidden = Boolean(pack?.people?.length);
  const from = find("[data-list-from]", page);
  from.hidden = !kit.packAt;
  from.textContent = word("list-from", { time: clockTime(kit.packAt) });
  return Promise.all([unfinished(page), myShift(page, at)]).then(() => null);
}

// What was begun and not kept: offered again, to its owner.
async function unfinished(page) {
  const list = find("[data-unfinished]", page);
  const found = (await drafts()).filter((each) => screens[each.page]);
  const isPutAway = await hasPutAway();
  if (!list.isConnected) return; // they have gone on to another page
  const made = found.map((each) => {
    const tile = find(`[href="#${each.page}"] span`, page);
    const name = (tile ?? find("h1", find(`#at-${each.page}`).content)).textContent;
    const about = word("begun", { time: clockTime(each.begun), name: calledOf(each.person) });
    const made = row("row-unfinished", { name, about });
    find("a", made).href = `#${each.page}/${each.of || each.id}`;
    return made;
  });
  list.replaceChildren(...made);
  list.hidden = !made.length;
  find("[data-put-away]", page).hidden = !isPutAway;
}

function calledOf(person) {
  if (!person) return word("no-name");
  return kit.pack?.people?.find((each) => each.id === person)?.called ?? "…";
}

function contact(page) {
  people(page, location.hash.split("/")[1]);
  asForm(page);
  along(page);
}

function seen(page) {
  asForm(page, {
    shape({ needs = [], ...body }) {
      return { ...body, needs: Object.fromEntries(needs.map((slug) => [slug, 1])) };
    },
  });
}

function followUp(page) {
  followUps(page, (each) => choice({ name: "followup", value: each.id, label: each.called }));
  asForm(page, {
    shape({ every_days, ...body }) {
      if (!every_days || body.came_of !== "reached") return body;
      return { ...body, every_days: every_days === "never" ? null : Number(every_days) };
    },
  });
}

function handOut(page) {
  stocks(page);
  people(page);
  items(page);
  asForm(page, {
    shape(body, form, { place }) {
      const out = lines(form, place);
      return out.length ? { ...body, lines: out } : null;
    },
  });
}

// What was brought back, and what was picked up outside: the same form, another kind.
function takeBack(page) {
  stocks(page);
  backItems(page);
  const form = asForm(page);
  form.addEventListener("change", () => {
    form.dataset.kind = find("[name=_from]:checked", form).value;
  });
}

function naloxoneKit(page) {
  stocks(page);
  people(page);
  asForm(page);
}

function lookUp(page) {
  const holder = find("[data-listed]", page);
  const day = (number) =>
    new Date(Date.UTC(2024, 0, 1 + number)).toLocaleDateString(document.documentElement.lang, {
      weekday: "long",
      timeZone: "UTC",
    });
  const hour = (minutes) => clockTime(new Date(2024, 0, 1).getTime() + (minutes % 1440) * MINUTE);
  const listed = [
    ...(kit.pack?.meetings ?? []).map((each) => ({
      name: each.name,
      about: `${day(each.weekday)}, ${hour(each.start)}`,
      where: [each.where, each.town].filter(Boolean).join(", "),
    })),
    ...(kit.pack?.services ?? []).map((each) => ({
      name: each.name,
      about: each.of ?? "",
      where: each.where ?? "",
      phone: each.phone,
    })),
  ].map((each) => ({ ...each, folded: folded(`${each.name} ${each.about} ${each.where}`) }));
  const search = () => {
    const words = folded(find("#look-words", page).value).split(/\s+/).filter(Boolean);
    const found = listed.filter((each) => words.every((one) => each.folded.includes(one)));
    find("[data-found]", page).textContent = word("found", { count: found.length });
    holder.replaceChildren(
      ...found.slice(0, 40).map((each) => {
        const made = row("row-listed", each);
        const call = find("[data-call]", made);
        const number = (each.phone ?? "").replace(/[^\d+*#]/g, "");
        call.hidden = !number;
        call.href = `tel:${number}`;
        return made;
      }),
    );
  };
  find("[data-search]", page).addEventListener("submit", (event) => event.preventDefault());
  find("#look-words", page).addEventListener("input", search);
  find("[data-list-from]", page).textContent = kit.packAt
    ? word("list-from", { time: clockTime(kit.packAt) })
    : word("list-none");
  search();
}

const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

// --- what waits, and the phone ------------------------------------------------------------------

async function waiting(page, at) {
  const draw = async () => {
    const count = await store.count("outbox");
    if (!find("[data-count]", page)) return; // they have gone on to another page
    find("[data-count]", page).textContent = count ? word("count", { count }) : word("sent");
    const state = at.state();
    const told = ["no-signal", "later", "sign-in", "busy"].includes(state) && count ? state : "";
    find("[data-send-state]", page).textContent = told ? word(told) : "";
    find("[data-send]", page).hidden = !count || state === "sign-in";
    find("[data-asks-sign-in]", page).hidden = state !== "sign-in";
    find("[data-sign-in]", page).href = ours(kit.signIn) || document.body.dataset.signIn;
    await copies(page);
    await answers(page);
  };
  const button = find("[data-send]", page);
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    await at.send();
    button.removeAttribute("aria-busy");
    if (main().dataset.page === "waiting") await draw();
  });
  const heard = new BroadcastChannel("alongside-field");
  heard.addEventListener("message", draw);
  await draw();
  return () => heard.close();
}

async function copies(page) {
  const rows = (await readable()).map((each) =>
    row("row-readable", {
      what: word(`kind-${each.kind}`),
      about: word("at", { time: clockTime(each.at), name: calledOf(each.person) }),
      state: word(each.waits ? "state-waits" : "state-sent"),
    }),
  );
  if (!find("[data-readable]", page)) return;
  find("[data-readable]", page).replaceChildren(...rows);
  find("[data-nothing]", page).hidden = rows.length > 0;
}

async function answers(page) {
  const made = [];
  for (const held of await store.all("answers")) {
    const { card: sent } = await store.unboxed(held).catch(() => ({ card: null }));
    const card = sent && translated(sent);
    const title = card?.title || word("held");
    const made_ = row("row-answer", { title, text: card?.text || word("held-text") });
    const link = find("[data-link]", made_);
    link.href = ours(card?.url) || "#waiting";
    link.hidden = !ours(card?.url);
    find("[data-seen]", made_).addEventListener("click", async () => {
      await store.drop("answers", held.id);
      await answers(page);
    });
    made.push(made_);
  }
  if (!find("[data-answers]", page)) return;
  find("[data-answers]", page).replaceChildren(...made);
  find("[data-answers-part]", page).hidden = !made.length;
}

async function phone(page, at) {
  const room = await navigator.storage?.estimate?.().catch(() => null);
  const free = room ? Math.floor((room.quota - room.usage) / 1_000_000) : null;
  fill(page, {
    name: kit.device.name || "–",
    waiting: await store.count("outbox"),
    list: kit.packAt ? word("list-from", { time: clockTime(kit.packAt) }) : word("list-none"),
    room: free === null ? "–" : free < 20 ? word("room-full") : word("room", { count: free }),
    version: await version(),
  });
  if (!find("[data-refresh]", page)) return;
  find("[data-refresh]", page).addEventListener("click", async () => {
    const found = await newPack().catch(() => ({ state: "no-signal" }));
    const told = { "no-signal": "no-signal", "sign-in": "sign-in", later: "later" }[found.state];
    say(told ? word(told) : word("list-from", { time: clockTime(Date.now()) }));
    if (main().dataset.page === "phone") at.go("phone");
  });
  find("[data-hand-on]", page).addEventListener("click", async () => {
    if (await store.count("outbox")) return wrong(page, word("still-waits"));
    await store.wipe();
    location.reload();
  });
}

async function version() {
  const names = await caches.keys().catch(() => []);
  return names.filter((name) => name.startsWith("field-")).map((name) => name.split("-").at(-1).slice(0, 7))[0] ?? "–";
}

export const screens = {
  today,
  contact,
  seen,
  "follow-up": followUp,
  offer,
  "hand-out": handOut,
  "take-back": takeBack,
  naloxone: () => {},
  kit: naloxoneKit,
  reversal: (page) => void asForm(page),
  sheet,
  talks,
  visit,
  "visit-use": visitUse,
  overdose,
  "overdose-finish": overdoseFinish,
  "look-up": lookUp,
  waiting,
  phone,
};

// Each guide for a talk is a page of its own.
for (const each of every("template[id^=at-talk-]")) screens[each.id.slice("at-".length)] = talk;
