// What each page does. A form is a capture: its fields are the fields of the body.
import { choice, clockTime, counts, every, fill, find, main, option, ours, row, say, word, wrong } from "./frame.js";
import { begun, capture, goOn, isFull, kit, newPack, readable } from "./kit.js";
import { newId } from "./seal.js";
import { overdose, overdoseFinish, visit } from "./watch.js";

const store = self.fieldStore;
const MINUTE = 60_000;
const FIRST_ITEMS = 8;

// --- forms ----------------------------------------------------------------------------------

export function said(form) {
  const body = {};
  const around = { person: null, place: null };
  for (const field of form.elements) {
    const { name, type, value } = field;
    if (!name || name.startsWith("_") || field.disabled) continue;
    if (["radio", "checkbox"].includes(type) && !field.checked) continue;
    if (name in around && !("body" in field.dataset)) around[name] = value || null;
    else if ("many" in field.dataset) (body[name] ??= []).push(value);
    else if (type === "checkbox") body[name] = true;
    else if (type === "number") Number(value) && (body[name] = Number(value));
    else if (value.trim()) body[name] = value.trim();
  }
  const ago = Number(form.elements._ago?.value ?? 0);
  return { body, around: { ...around, at: new Date(Date.now() - ago * MINUTE) } };
}

function missing(form) {
  const open = every("[data-needed]", form).find((set) => !find(":checked", set));
  if (open) return find("input", open) ?? form;
  return every("select[required]", form).find((select) => !select.value);
}

// Kept, and only then said; what can't be kept stays on the page.
export async function keep(form, kind, body, around) {
  const button = find(".kit-do .button-large", form);
  if (button?.getAttribute("aria-busy")) return false;
  button?.setAttribute("aria-busy", "true");
  try {
    await capture(kind, body, around);
    performance.mark("field-safe");
    say(word("kept", { time: clockTime(around.at ?? Date.now()) }));
    return true;
  } catch (error) {
    say(word(isFull(error) ? "full" : "not-kept"), { needsYou: true });
    return false;
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

function asForm(page, { shape = (body) => body, lacks = "choose-item", then = "today" } = {}) {
  const form = find("form[data-kind]", page);
  const id = newId(); // two taps on the button are one capture
  counts(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const open = missing(form);
    wrong(form, open ? word("choose") : "");
    if (open) return open.focus?.();
    const { body, around } = said(form);
    const shaped = shape(body, form);
    if (!shaped) return wrong(form, word(lacks));
    if (await keep(form, form.dataset.kind, shaped, { id, ...around })) location.hash = `#${then}`;
  });
  return form;
}

function people(page, chosen = "") {
  const list = kit.pack?.people ?? [];
  for (const holder of every("[data-who]", page)) {
    const made = list.map((each) =>
      choice({ name: "person", value: each.id, label: each.called, checked: each.id === chosen }),
    );
    holder.prepend(...made);
    find("[data-nobody]", holder.parentElement).hidden = list.length > 0;
  }
}

function options(select, list, label, value = (each) => each.id) {
  select.replaceChildren(...list.map((each) => option(value(each), label(each))));
}

function stocks(page) {
  const list = kit.pack?.stocks ?? [];
  for (const select of every("[data-places]", page)) {
    options(select, list, (each) => each.name);
    select.value = localStock(list);
    select.parentElement.hidden = !list.length;
  }
  const none = find("[data-no-places]", page);
  if (none) none.hidden = list.length > 0;
}

let lastStock = "";
function localStock(list) {
  return (list.find((each) => each.id === lastStock) ?? list[0])?.id ?? "";
}

// --- pages ----------------------------------------------------------------------------------

function today(page, at) {
  const { pack } = kit;
  for (const each of pack?.alerts ?? []) {
    find("[data-alerts]", page).append(row("row-alert", each));
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
  return safe(page, at);
}

// A tap for whoever works alone. Until it is sent, nobody knows: the page says so.
async function safe(page, { go }) {
  const shift = kit.pack?.shift;
  if (!shift) return;
  const part = find("[data-safe]", page);
  const going = (await begun("shift")).find((each) => each.id === shift.id);
  const ended = going?.state === "ended";
  const walks = going ? !ended : shift.begun;
  part.hidden = ended;
  find("[data-begin]", part).hidden = walks;
  for (const each of every("[data-walking]", part)) each.hidden = !walks;
  const asks = walks && !going && shift.ask_at;
  find("[data-safe-words]", part).textContent = asks
    ? word("safe-by", { time: clockTime(shift.ask_at) })
    : "";
  const tap = (selector, kind, told, state) =>
    find(selector, part).addEventListener("click", async () => {
      const at = new Date();
      try {
        await capture(kind, { shift: shift.id }, { at });
        if (state) await goOn(shift.id, { kind: "shift", state });
      } catch (error) {
        return say(word(isFull(error) ? "full" : "not-kept"), { needsYou: true });
      }
      say(word(told, { time: clockTime(at) }));
      if (state) go("today");
    });
  tap("[data-begin]", "shift-begin", "kept", "going");
  tap("[data-say-safe]", "safe", "safe-said");
  tap("[data-end]", "shift-end", "kept", "ended");
}

function contact(page) {
  people(page, location.hash.split("/")[1]);
  asForm(page);
}

function seen(page) {
  asForm(page, {
    shape({ needs = [], ...body }) {
      return { ...body, needs: Object.fromEntries(needs.map((slug) => [slug, 1])) };
    },
  });
}

function followUp(page) {
  const list = kit.pack?.follow_ups ?? [];
  const holder = find("[data-follow-ups]", page);
  for (const each of list) {
    holder.append(choice({ name: "followup", value: each.id, label: each.called }));
  }
  find("[data-no-follow-ups]", page).hidden = list.length > 0;
  asForm(page);
}

// A yes needs a way to be in touch; a no needs nothing, and is remembered.
function offer(page) {
  const form = asForm(page, {
    shape(body, form) {
      if (body.answer !== "yes") return body;
      const { _way, _how, _called } = form.elements;
      if (!_how.value.trim()) return null;
      const hours = Number(find("[name=_first_hours]:checked", form).value);
      const language = document.documentElement.lang.slice(0, 2);
      const yes = { way: _way.value, how: _how.value.trim(), first_hours: hours, language };
      if (_called.value.trim()) yes.called = _called.value.trim();
      return { ...body, language, yes };
    },
    lacks: "how",
  });
  form.addEventListener("change", () => {
    find("[data-if-yes]", form).hidden = find("[name=answer]:checked", form)?.value !== "yes";
  });
}

function handOut(page) {
  stocks(page);
  people(page);
  const items = kit.pack?.items ?? [];
  const holder = find("[data-items]", page);
  const more = find("[data-all-items]", page);
  items.forEach((item, at) => {
    const made = row("row-item", {});
    const input = find("input", made);
    const label = find("label", made);
    Object.assign(input, { id: `item-${item.slug}` });
    Object.assign(input.dataset, { item: item.slug, usual: item.usual ?? 1 });
    label.htmlFor = input.id;
    label.textContent = item.name;
    find("[data-less]", made).setAttribute("aria-label", word("one-less", { name: item.name }));
    find("[data-more]", made).setAttribute("aria-label", word("one-more", { name: item.name }));
    made.firstElementChild.hidden = at >= FIRST_ITEMS;
    holder.append(made);
  });
  more.hidden = items.length <= FIRST_ITEMS;
  more.addEventListener("click", () => {
    for (const each of holder.children) each.hidden = false;
    more.hidden = true;
  });
  asForm(page, {
    shape(body, form) {
      lastStock = form.elements.place.value;
      const inputs = every("input[data-item]", form).filter((input) => Number(input.value) > 0);
      const lines = inputs.map(({ dataset, value }) => ({ item: dataset.item, count: Number(value) }));
      return lines.length ? { ...body, lines } : null;
    },
  });
}

function takeBack(page) {
  stocks(page);
  const items = (kit.pack?.items ?? []).filter((item) => item.back);
  options(find("[data-back-items]", page), items, (each) => each.name, (each) => each.slug);
  asForm(page);
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
  const names = Object.fromEntries((kit.pack?.people ?? []).map((each) => [each.id, each.called]));
  const rows = (await readable()).map((each) =>
    row("row-readable", {
      what: word(`kind-${each.kind}`),
      about: word("at", {
        time: clockTime(each.at),
        name: each.person ? (names[each.person] ?? "…") : word("no-name"),
      }),
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
    const { card } = await store.unboxed(held).catch(() => ({ card: null }));
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
  visit: (page) => visit(page, { people, keep }),
  overdose,
  "overdose-finish": overdoseFinish,
  "look-up": lookUp,
  waiting,
  phone,
};

