// What all forms of the kit have in common. A form is a capture: its fields are the fields of the
// body; a field whose name begins with _ is for the page alone.
import { drafting } from "./drafts.js";
import { choice, clockTime, counts, every, find, option, row, say, translated, word, wrong } from "./frame.js";
import { capture, kit, unkept } from "./kit.js";

export const MINUTE = 60_000;
const FIRST_ITEMS = 8;

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
    unkept(error);
    return false;
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

// `shape` makes the body out of what the form says, or nothing where it lacks something; `then` is
// the page after it, or what is done instead; `draft` is what is kept of it before (see drafts.js):
// two taps on the button are one capture, that of the draft.
export function asForm(page, options = {}) {
  const form = find("form[data-kind]", page);
  const { shape = (body) => body, lacks = "choose-item", then = "today" } = options;
  const { draft = drafting(form) } = options;
  let busy = false;
  counts(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    await handIn().finally(() => (busy = false));
  });
  return form;

  async function handIn() {
    const open = missing(form);
    wrong(form, open ? word("choose") : "");
    if (open) {
      const folded = open.closest("details:not([open])");
      if (folded) folded.open = true;
      return open.focus?.();
    }
    const { body, around } = said(form);
    const shaped = await shape(body, form, around);
    if (!shaped) return wrong(form, word(lacks));
    await draft.ready.catch(() => null); // what was begun before is lost, and this is not
    await draft.close();
    const whole = { id: draft.id, ...around };
    if (!(await keep(form, form.dataset.kind, shaped, whole))) return draft.reopen();
    if (typeof then === "function") await then(whole);
    else location.hash = `#${then}`;
  }
}

// --- what today's list fills ----------------------------------------------------------------

export function people(page, chosen = "") {
  const list = kit.pack?.people ?? [];
  for (const holder of every("[data-who]", page)) {
    const made = list.map((each) =>
      choice({ name: "person", value: each.id, label: each.called, checked: each.id === chosen }),
    );
    holder.prepend(...made);
    find("[data-nobody]", holder.parentElement).hidden = list.length > 0;
  }
}

// Links to what else can be done with whoever is chosen on this page.
export function along(page) {
  const form = find("form", page);
  const draw = () => {
    const person = find("[name=person]:checked", form)?.value ?? "";
    for (const link of every("[data-along]", page)) {
      link.href = `#${link.dataset.along}${person && `/${person}`}`;
    }
  };
  form.addEventListener("change", draw);
  draw();
}

export function options(select, list, label, value = (each) => each.id) {
  select.replaceChildren(...list.map((each) => option(value(each), label(each))));
}

export function stocks(page) {
  const list = kit.pack?.stocks ?? [];
  for (const select of every("[data-places]", page)) {
    options(select, list, (each) => each.name);
    select.value = (list.find((each) => each.id === lastStock) ?? list[0])?.id ?? "";
    select.parentElement.hidden = !list.length;
  }
  const none = find("[data-no-places]", page);
  if (none) none.hidden = list.length > 0;
}

// The rooms of the place that is chosen; none to choose from where it has none.
export function rooms(page) {
  const select = find("[data-rooms]", page);
  const from = find("[data-sites]", page);
  const draw = () => {
    const listed = (kit.pack?.sites ?? []).find((each) => each.id === from.value)?.rooms ?? [];
    select.replaceChildren(select.options[0], ...listed.map((each) => option(each.id, each.name)));
    select.value = "";
    select.parentElement.hidden = !listed.length;
  };
  from.addEventListener("change", draw);
  from.form.addEventListener("reset", () => setTimeout(draw));
  draw();
}

let lastStock = "";

// Things to hand out, each with a number; the ones used most stand first, the rest behind a tap.
export function items(page, isListed = () => true) {
  const listed = (kit.pack?.items ?? []).filter(isListed).map(translated);
  const holder = find("[data-items]", page);
  const more = find("[data-all-items]", page);
  listed.forEach((item, at) => {
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
  more.hidden = listed.length <= FIRST_ITEMS;
  more.addEventListener("click", () => {
    for (const each of holder.children) each.hidden = false;
    more.hidden = true;
  });
}

export function lines(form, stock) {
  lastStock = stock || lastStock;
  const inputs = every("input[data-item]", form).filter((input) => Number(input.value) > 0);
  return inputs.map(({ dataset, value }) => ({ item: dataset.item, count: Number(value) }));
}

export function backItems(page) {
  const listed = (kit.pack?.items ?? []).filter((item) => item.back).map(translated);
  options(find("[data-back-items]", page), listed, (each) => each.name, (each) => each.slug);
}

export function followUps(page, made) {
  const list = kit.pack?.follow_ups ?? [];
  find("[data-follow-ups]", page).append(...list.map(made));
  find("[data-no-follow-ups]", page).hidden = list.length > 0;
  return list;
}
