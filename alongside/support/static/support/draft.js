// A dead phone loses nothing that was tapped: the form is kept on this phone for a day, and only
// there. Kept are taps, numbers and identifiers; never a word, a name or a note.
const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "alongside-draft-";

const store = (() => {
  try {
    localStorage.setItem(`${PREFIX}try`, "1");
    localStorage.removeItem(`${PREFIX}try`);
    return localStorage;
  } catch {
    return null; // the browser keeps nothing: the page works all the same
  }
})();

const read = (key) => {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
};

if (store) {
  const done = document.querySelector("[data-draft-done]")?.dataset.draftDone;
  for (const key of Object.keys(store).filter((key) => key.startsWith(PREFIX))) {
    const kept = read(key);
    if (!kept || Date.now() - kept.at > DAY || (done && kept.id === done)) store.removeItem(key);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
}

function kept(field) {
  return (
    field.name &&
    !["csrfmiddlewaretoken", "more", "happened_at"].includes(field.name) &&
    (field.type === "hidden" ||
      ["checkbox", "radio", "number", "select-one"].includes(field.type))
  );
}

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  const fields = () => [...form.elements].filter(kept);
  const before = read(key);
  if (before && !("draftTyped" in form.dataset)) {
    restore(form, before.fields);
    const found = form.querySelector("[data-draft-found]");
    found.hidden = false;
    found.querySelector("[data-draft-drop]").addEventListener("click", () => {
      store.removeItem(key);
      location.reload();
    });
  }
  const save = () => {
    const values = fields()
      .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
      .map((field) => [field.name, field.value]);
    const id = form.elements.id?.value ?? "";
    store.setItem(key, JSON.stringify({ at: Date.now(), id, fields: values }));
  };
  form.addEventListener("change", save);
}

function restore(form, values) {
  const ticked = new Set(values.map(([name, value]) => `${name}=${value}`));
  for (const field of [...form.elements].filter(kept)) {
    if (["checkbox", "radio"].includes(field.type)) {
      field.checked = ticked.has(`${field.name}=${field.value}`);
      continue;
    }
    const pair = values.find(([name]) => name === field.name);
    if (!pair) continue;
    if (field.type !== "select-one" || [...field.options].some((one) => one.value === pair[1])) {
      field.value = pair[1];
    }
  }
}
