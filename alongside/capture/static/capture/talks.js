// A talk along a guide: step by step, without signal. What was chosen is kept only of somebody who
// is named; of nobody, that there was a talk. Half a talk is still there after the lock.
import { asForm, people } from "./forms.js";
import { every, find } from "./frame.js";
import { begin, drafted, dropDraft, kit } from "./kit.js";

const personIn = (hash) => hash.split("/")[1] ?? "";

// Which talk? With whoever was chosen before.
export function talks(page) {
  const person = personIn(location.hash);
  for (const link of every("[data-guide]", page)) {
    if (person) link.href = `#talk-${link.dataset.guide}/${person}`;
  }
}

export async function talk(page) {
  people(page, personIn(location.hash));
  const guide = find("form", page).dataset.talk;
  const form = asForm(page, {
    shape(body, form, { person }) {
      if (!person) return { ...body, looks_back: false, protocol: guide };
      return { ...body, protocol: guide, answers: answers(form) };
    },
    then() {
      dropDraft("talk");
      location.hash = "#today";
    },
  });
  const steps = every("[data-step]", form);
  let at = 0;

  function go(next, { focus = true } = {}) {
    at = Math.min(Math.max(next, 0), steps.length - 1);
    steps.forEach((step, n) => (step.hidden = n !== at));
    find("[data-leave]", form).hidden = at > 0;
    find("[data-back]", form).hidden = at === 0;
    find("[data-next]", form).hidden = at === steps.length - 1;
    find("[data-keep]", form).hidden = at < steps.length - 1;
    if (!focus) return;
    scrollTo(0, 0);
    find("h2", steps[at])?.focus({ preventScroll: true });
  }
  function named() {
    const isNamed = Boolean(find("[name=person]:checked", form)?.value);
    for (const each of every("[data-named]", form)) each.hidden = !isNamed;
    for (const each of every("[data-unnamed]", form)) each.hidden = isNamed;
  }
  const remember = () => kit.key && begin("talk", { guide, at, fields: fields(form) });

  find("[data-back]", form).addEventListener("click", () => void (go(at - 1), remember()));
  find("[data-next]", form).addEventListener("click", () => void (go(at + 1), remember()));
  form.addEventListener("change", () => void (named(), remember()));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || at === steps.length - 1) return;
    event.preventDefault();
    go(at + 1);
  });
  find("[data-anew]", form).addEventListener("click", () => {
    dropDraft("talk");
    form.reset();
    find("[data-goes-on]", form).hidden = true;
    named();
    go(0);
  });
  const before = await drafted("talk");
  const goesOn = before?.guide === guide && isWith(personIn(location.hash), before.fields);
  if (goesOn) putBack(form, before.fields);
  find("[data-goes-on]", form).hidden = !goesOn;
  named();
  go(goesOn ? before.at : 0, { focus: false });
}

const isWith = (person, said) =>
  !person || said.some(([name, value]) => name === "person" && value === person);

function answers(form) {
  const found = {};
  for (const set of every("[data-answer]", form)) {
    const said = every(":checked, textarea", set).map((field) => field.value.trim());
    const values = said.filter(Boolean);
    if (!values.length) continue;
    const { answer, of } = set.dataset;
    found[answer] = { many: values, scale: Number(values[0]) }[of] ?? values[0];
  }
  return found;
}

const isChoice = ({ type }) => ["radio", "checkbox"].includes(type);

function fields(form) {
  const said = [...form.elements].filter((field) => field.name && (!isChoice(field) || field.checked));
  return said.map(({ name, value }) => [name, value]);
}

function putBack(form, said) {
  for (const [name, value] of said) {
    for (const field of form.elements) {
      if (field.name !== name) continue;
      if (!isChoice(field)) field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
}
