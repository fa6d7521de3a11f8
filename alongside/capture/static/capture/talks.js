// A talk along a guide: step by step, without signal. What was chosen is kept only of somebody who
// is named; of nobody, that there was a talk.
import { drafting } from "./drafts.js";
import { asForm, people } from "./forms.js";
import { every, find, row, word } from "./frame.js";

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
  const form = find("form", page);
  const guide = form.dataset.talk;
  const steps = every("[data-step]", form);
  const end = steps.length - 1;
  let at = 0;
  let from = end - 1; // where they looked back from
  const draft = drafting(form, { step: () => at });
  asForm(page, {
    draft,
    shape(body, form, { person }) {
      if (!person) return { ...body, looks_back: false, protocol: guide };
      return { ...body, protocol: guide, answers: answers(form) };
    },
  });

  function go(next, { focus = true } = {}) {
    from = next === end && at ? at : end - 1;
    at = Math.min(Math.max(next, 0), end);
    steps.forEach((step, n) => (step.hidden = n !== at));
    find("[data-leave]", form).hidden = at > 0;
    find("[data-back]", form).hidden = at === 0;
    find("[data-next]", form).hidden = at === end;
    find("[data-keep]", form).hidden = at < end;
    find("[data-look]", form).hidden = at === 0 || at >= end - 1;
    if (at === end) lookBack(form, go);
    if (!focus) return;
    scrollTo(0, 0);
    find("h2", steps[at])?.focus({ preventScroll: true });
  }
  function named() {
    const isNamed = Boolean(find("[name=person]:checked", form)?.value);
    for (const each of every("[data-named]", form)) each.hidden = !isNamed;
    for (const each of every("[data-unnamed]", form)) each.hidden = isNamed;
  }
  const onTo = (next) => () => {
    go(next());
    draft.note();
  };
  find("[data-back]", form).addEventListener("click", onTo(() => (at === end ? from : at - 1)));
  find("[data-next]", form).addEventListener("click", onTo(() => at + 1));
  find("[data-look]", form).addEventListener("click", onTo(() => end));
  form.addEventListener("change", named);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || at === end) return;
    event.preventDefault();
    go(at + 1);
  });
  named();
  go(0, { focus: false });
  const before = await draft.ready;
  named();
  go(before?.step ?? 0, { focus: false });
}

// What they said so far, before it is handed in; each of it can be changed.
function lookBack(form, go) {
  const steps = every("[data-step]", form);
  const made = every("[data-answer]", form).map((set) => {
    const step = set.closest("[data-step]");
    const title = find("h2", step).textContent;
    const made = row("row-said", { title, said: inWords(set) || word("left-open") });
    find("button", made).addEventListener("click", () => go(steps.indexOf(step)));
    return made;
  });
  find("[data-said-so-far]", form).replaceChildren(...made);
}

function inWords(set) {
  const chosen = every(":checked", set).map((field) => field.closest("label").textContent);
  const written = every("textarea", set).map((field) => field.value);
  return [...chosen, ...written].map((text) => text.trim()).filter(Boolean).join(" · ");
}

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
