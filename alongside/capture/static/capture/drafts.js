// What is typed on a page is kept as it is typed, so that half of it is still there after the lock,
// a closed tab or a dead phone: sealed to what the PIN opens, for a day, until it is handed in.
import { choice, clone, every, find, main, word } from "./frame.js";
import { begin, drafts, dropDraft, isHere, kit } from "./kit.js";
import { newId } from "./seal.js";

const PAUSE = 300; // ms after the last sign

let typed = null; // what is not put down yet
let timer = 0;

// Before the kit locks, the page goes away or another one comes: now or never.
export function putDownTyped() {
  clearTimeout(timer);
  const work = typed;
  typed = null;
  return work?.();
}

// `step()` says where in the page they are. Gives the draft: its `ready` says what was begun before,
// and `id` is that of the capture which it becomes. A form with data-of belongs to what the address
// says after the page (a visit): each has a draft of its own.
export function drafting(form, { step = () => 0 } = {}) {
  const page = main().dataset.page;
  const asked = location.hash.split("/")[1] ?? "";
  const of = "of" in form.dataset ? asked : "";
  form.prepend(clone("goes-on"));
  const draft = { id: newId(), begun: Date.now() };
  let written = Promise.resolve();
  let isOpen = true;
  let lost = []; // what has no place on the page, because today's list is not there

  const noted = () => void (form.dataset.noted = typed ? "no" : "yes");

  function write() {
    const fields = [...said(form), ...lost];
    const person = new Map(fields).get("person") ?? "";
    const folds = every("details", form).map((part) => part.open);
    const { id, begun } = draft;
    const whole = { id, begun, page, of, person, step: step(), fields, folds };
    const { key } = kit;
    written = written.then(() => begin(whole, key)).then(noted, () => {}); // handing in can go on
    return written;
  }
  draft.note = () => {
    if (!isOpen || !kit.key) return;
    clearTimeout(timer);
    typed = write;
    form.dataset.noted = "no";
    timer = setTimeout(putDownTyped, PAUSE);
  };
  // It is handed in: nothing is written any more. Opened again where that did not work.
  draft.close = () => {
    isOpen = false;
    if (typed === write) typed = null;
    return written;
  };
  draft.reopen = () => {
    isOpen = !isHere(draft.id);
    draft.note();
  };
  draft.ready = drafts().then((all) => {
    const before = all.find((each) => each.page === page && isAsked(each, asked, of));
    find("[data-goes-on]", form).hidden = !before;
    if (!before) return null;
    draft.id = before.id;
    draft.begun = before.begun;
    lost = putBack(form, before);
    find("[data-lost]", form).hidden = !lost.length;
    return before;
  });
  form.addEventListener("input", draft.note);
  form.addEventListener("change", draft.note);
  find("[data-anew]", form).addEventListener("click", async () => {
    await draft.close();
    await dropDraft(draft.id);
    anew(`#${page}/${of || "new"}`);
  });
  return draft;
}

const isAsked = (draft, asked, of) =>
  of ? of === draft.of : !asked || asked === draft.id || asked === draft.person;

// The page once more, also where its address stays the same.
export function anew(address = location.hash) {
  if (location.hash === address) dispatchEvent(new Event("hashchange"));
  else location.hash = address;
}

const isChoice = ({ type }) => ["radio", "checkbox"].includes(type);
const nameOf = ({ name, dataset }) => name || (dataset.item ? `item ${dataset.item}` : "");

function said(form) {
  const all = [...form.elements].filter((field) => nameOf(field));
  const chosen = all.filter((field) => !isChoice(field) || field.checked);
  return chosen.map((field) => [nameOf(field), field.value]);
}

// Gives what could not be put back.
function putBack(form, { person, fields, folds }) {
  const isListed = (each) => each.value === person;
  if (person && !every("[name=person]", form).some(isListed)) {
    const label = word("not-listed"); // whoever reads it in Alongside may still open their page
    find("[data-who]", form).prepend(choice({ name: "person", value: person, label }));
  }
  every("details", form).forEach((part, n) => (part.open = folds[n] ?? part.open));
  for (const field of form.elements) if (isChoice(field)) field.checked = false;
  return fields.filter(([name, value]) => {
    const places = [...form.elements].filter((field) => nameOf(field) === name);
    return !places.some((field) => filled(field, value));
  });
}

// What hangs on an answer (rooms on their place) hears of it, and is there for the next one.
function filled(field, value) {
  const before = field.value;
  if (isChoice(field)) field.checked ||= field.value === value;
  else field.value = value;
  if (field.value !== value) {
    field.value = before;
    return false;
  }
  if (field.dataset.item) field.closest(".kit-count").hidden = false;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
