// A dead phone loses nothing that was typed or tapped. What stands in a form is kept in this browser
// for a day, sealed with a key that only its owner's own pages bring: on a shared phone, whoever
// comes next reads nothing. It goes when the form has arrived, at sign-out, and by leaving quickly
// (shell.js). Kept are forms with free text, and those that say data-draft themselves.
const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "alongside-draft-";
const NEVER = ["password", "file", "submit", "button", "image", "reset"];
const SECRET = ["one-time-code", "current-password", "new-password"];
const OURS = ["csrfmiddlewaretoken", "draft"];

const said = document.querySelector("template[data-drafts]");
const text = new TextEncoder();

const store = (() => {
  try {
    localStorage.setItem(`${PREFIX}try`, "1");
    localStorage.removeItem(`${PREFIX}try`);
    return localStorage;
  } catch {
    return null; // the browser keeps nothing: the page works all the same
  }
})();

if (said && store && globalThis.crypto?.subtle) {
  forgetWhatArrived();
  forgetWhatIsOld();
  const raw = Uint8Array.from(said.dataset.drafts.match(/../g), (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const forms = [...document.forms].filter(
    (form) => form.method === "post" && (form.matches("[data-draft]") || freeText(form)),
  );
  for (const [place, form] of forms.entries()) await keep(key, form, place);
}

function freeText(form) {
  return [...form.elements].some((field) => field.matches("textarea[data-draft]"));
}

// The answer to a form that arrived says so once.
function forgetWhatArrived() {
  for (const cookie of document.cookie.split("; ")) {
    const [name, value] = cookie.split("=");
    if (!name.endsWith("draft-done")) continue;
    store.removeItem(PREFIX + value);
    const safe = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=; Path=/; Max-Age=0; SameSite=Lax${safe}`;
  }
}

function forgetWhatIsOld() {
  for (const name of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
    const at = Number(store.getItem(name).split(" ")[0]);
    if (!(Date.now() - at < DAY)) store.removeItem(name);
  }
}

async function keep(key, form, place) {
  const where = `${said.dataset.drafts}|${location.pathname}|${form.getAttribute("action") ?? ""}|${place}`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(where)));
  const name = [...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const before = "posted" in said.dataset ? null : await open(key, name);
  if (before) {
    restore(form, before);
    tell(form, name);
  }

  let waiting;
  const save = () => {
    clearTimeout(waiting);
    waiting = undefined;
    seal(key, name, values(form));
  };
  form.addEventListener("change", save);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 300);
  });
  document.addEventListener("visibilitychange", () => waiting && save());
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    form.querySelector("input[name=draft]")?.remove();
    const sent = document.createElement("input");
    Object.assign(sent, { type: "hidden", name: "draft", value: name });
    form.append(sent);
  });
}

async function seal(key, name, what) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = text.encode(JSON.stringify(what));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  const letters = [...iv, ...new Uint8Array(sealed)].map((byte) => String.fromCharCode(byte));
  try {
    store.setItem(PREFIX + name, `${Date.now()} ${btoa(letters.join(""))}`);
  } catch {
    // full: what is on the page is still on the page
  }
}

async function open(key, name) {
  try {
    const letters = atob(store.getItem(PREFIX + name).split(" ")[1]);
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const [iv, sealed] = [bytes.slice(0, 12), bytes.slice(12)];
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null; // nothing is there, or it is somebody else's
  }
}

function kept(field) {
  return (
    field.name &&
    !OURS.includes(field.name) &&
    !NEVER.includes(field.type) &&
    !SECRET.includes(field.autocomplete) &&
    field.dataset.draft !== "no"
  );
}

function isTicked(field) {
  return ["checkbox", "radio"].includes(field.type);
}

function values(form) {
  return [...form.elements]
    .filter((field) => kept(field) && (!isTicked(field) || field.checked))
    .map((field) => [field.name, field.value]);
}

function restore(form, values) {
  const ticked = new Set(values.map(([name, value]) => `${name}=${value}`));
  const left = [...values];
  for (const field of [...form.elements].filter(kept)) {
    if (isTicked(field)) {
      field.checked = ticked.has(`${field.name}=${field.value}`);
      continue;
    }
    const at = left.findIndex(([name]) => name === field.name);
    if (at < 0) continue;
    const [[, value]] = left.splice(at, 1);
    const may = field.type !== "select-one" || [...field.options].some((one) => one.value === value);
    if (may) field.value = value;
    if (value && field.matches("textarea, input[type=text]")) {
      field.closest("details")?.setAttribute("open", "");
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function tell(form, name) {
  const notice = said.content.cloneNode(true).firstElementChild;
  notice.querySelector("[data-draft-drop]").addEventListener("click", () => {
    store.removeItem(PREFIX + name);
    location.reload();
  });
  form.prepend(notice);
}
