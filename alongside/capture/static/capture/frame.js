// Pages are templates of the one document; words come from it too, in its language.
const find = (selector, within = document) => within.querySelector(selector);
const every = (selector, within = document) => [...within.querySelectorAll(selector)];

export { find, every };

export const main = () => find("#main");

export function word(name, values = {}) {
  const held = find("#words").content.querySelector(`[data-word="${name}"]`);
  const text = held ? held.textContent : name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

export function clone(id) {
  return find(`#${id}`).content.cloneNode(true);
}

// Only ever text: nothing that came from elsewhere is read as HTML.
export function fill(within, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const place of every(`[data-fill="${name}"]`, within)) place.textContent = value ?? "";
  }
}

export function row(id, values) {
  const made = clone(id);
  fill(made, values);
  return made;
}

export function show(name) {
  const page = main();
  page.replaceChildren(clone(`at-${name}`));
  page.dataset.page = name;
  const heading = find("h1", page);
  document.title = `${heading.textContent} – Alongside`;
  scrollTo(0, 0);
  (find("[autofocus]", page) ?? page).focus({ preventScroll: true });
  return page;
}

// Said to everybody, also to whoever does not see it. It stays until something else is said.
export function say(text, { needsYou = false } = {}) {
  const said = find("[data-said]");
  said.textContent = text;
  said.classList.toggle("kit-said-needs-you", needsYou);
  said.hidden = !text;
}

export function wrong(within, text) {
  const place = find("[data-wrong]", within);
  place.textContent = text;
  place.hidden = !text;
}

export function clockTime(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
}

export function ours(url) {
  return typeof url === "string" && /^\/[^/\\]/.test(url) ? url : "";
}

// More and less, beside a number.
export function counts(within) {
  within.addEventListener("click", (event) => {
    const button = event.target.closest("[data-less], [data-more]");
    const input = button?.parentElement.querySelector("input");
    if (!input) return;
    const next = (Number(input.value) || 0) + ("more" in button.dataset ? 1 : -1);
    input.value = Math.min(Number(input.max), Math.max(Number(input.min), next));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export function choice({ name, value, label, type = "radio", checked = false }) {
  const made = document.createElement("label");
  made.className = "choice";
  const input = Object.assign(document.createElement("input"), { type, name, value, checked });
  const text = document.createElement("span");
  text.textContent = label;
  made.append(input, text);
  return made;
}

export function option(value, label, selected = false) {
  return new Option(label, value, selected, selected);
}

// Read the page aloud, by a voice that is on this phone: none that would send the words anywhere.
export function aloud(button) {
  const speech = self.speechSynthesis;
  if (!speech || !button) return;
  const voice = () => {
    const language = document.documentElement.lang.slice(0, 2);
    return speech.getVoices().find((one) => one.localService && one.lang.slice(0, 2) === language);
  };
  const says = find("[data-says]", button);
  const start = says.textContent;
  const quiet = () => {
    speech.cancel();
    says.textContent = start;
    button.removeAttribute("aria-pressed");
  };
  const offer = () => (button.hidden = !voice());
  button.addEventListener("click", () => {
    if (speech.speaking) return quiet();
    const lines = main().innerText.split(/\n+/).filter((line) => line.trim());
    const spoken = lines.map((line) => new SpeechSynthesisUtterance(line));
    for (const one of spoken) {
      one.voice = voice();
      one.lang = one.voice.lang;
      one.rate = 0.95;
      speech.speak(one);
    }
    spoken.at(-1)?.addEventListener("end", quiet);
    says.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
  });
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  addEventListener("hashchange", quiet);
  addEventListener("pagehide", quiet);
}

// As the language of this page says it, of what came in each.
export const translated = (each) => ({ ...each, ...each?.in?.[document.documentElement.lang] });
