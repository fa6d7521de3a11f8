// A time together with all that went with it, on one page and as one capture: all of it is written
// down, or none.
import { asForm, backItems, followUps, items, lines, people, stocks } from "./forms.js";
import { every, find, option } from "./frame.js";
import { kit } from "./kit.js";
import { newId } from "./seal.js";

export function sheet(page) {
  people(page, location.hash.split("/")[1]);
  stocks(page);
  items(page, (item) => !item.route); // naloxone has its own place on it
  backItems(page);
  const listed = followUps(page, (each) => option(each.id, each.called));
  find("[data-follow-up]", page).hidden = !listed.length;
  for (const each of every("[data-with-stock]", page)) each.hidden = !kit.pack?.stocks?.length;
  const ids = {}; // of each part, once: tapped twice, it is the same sheet
  asForm(page, {
    shape: (body, form, { person }) => whole(body, form, person, (kind) => (ids[kind] ??= newId())),
    lacks: "came-of",
  });
}

function whole({ kinds, minutes, setting }, form, person, idOf) {
  const stock = form.elements._stock.value;
  const part = (kind, body, more = {}) => ({ id: idOf(kind), kind, body, ...more });
  const out = lines(form, stock);
  const back = number(form, "_back");
  const told = form.elements._told.checked ? toldOf(form) : null;
  const kits = number(form, "_kits");
  const followup = form.elements._followup.value;
  if (followup && !chosen(form, "_came_of")) return null;
  const parts = [part("contact", { kinds, minutes, setting })];
  if (out.length) parts.push(part("hand-out", { lines: out }, { place: stock }));
  if (back) {
    const item = form.elements._back_item.value;
    parts.push(part(chosen(form, "_from"), { item, count: back }, { place: stock, named: false }));
  }
  // A story never leads to a person: nobody is named with it, and only a nameless kit is tied to it.
  if (told) parts.push(part("reversal", told, { named: false }));
  if (kits) {
    const body = { route: chosen(form, "_route"), kits, taught: all(form, "_taught") };
    if (told && !person) Object.assign(body, { reversal: idOf("reversal"), reason: "used" });
    parts.push(part("kit", body, { place: stock || null }));
  }
  if (followup) {
    const body = { followup, came_of: chosen(form, "_came_of"), way: form.elements._way.value };
    parts.push(part("follow-up", body, { named: false }));
  }
  return { parts };
}

function toldOf(form) {
  const told = { doses: number(form, "_doses") || null };
  for (const name of ["breaths", "ambulance", "outcome"]) told[name] = chosen(form, `_${name}`);
  return told;
}

const number = (form, name) => Number(form.elements[name].value) || 0;
const chosen = (form, name) => find(`[name=${name}]:checked`, form)?.value ?? "";
const all = (form, name) => every(`[name=${name}]:checked`, form).map((field) => field.value);
