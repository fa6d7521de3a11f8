// A tap is kept with the moment of the finger, sent without leaving the page, and tried again
// while there is no signal. Without this script each tap is a form of its own.
const waiting = [];
let busy = false;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let at = Date.now();
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = at % 256;
    at = Math.floor(at / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function show(unsent) {
  for (const notice of document.querySelectorAll("[data-unsent]")) notice.hidden = !unsent;
}

async function send() {
  if (busy) return;
  busy = true;
  while (waiting.length) {
    const { address, body, at } = waiting[0];
    body.set("ago", String(Math.round((Date.now() - at) / 1000)));
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body, keepalive: true });
      if (answer.status >= 500) throw new Error(String(answer.status));
    } catch {
      show(true);
      setTimeout(send, 3000);
      break;
    }
    waiting.shift();
    if (!answer.ok || !answer.url.includes("/sites/")) {
      plainly(address, body); // signed out meanwhile, or refused: the page says so itself
      break;
    }
    show(false);
    if (!waiting.length) refresh(await answer.text());
  }
  busy = false;
}

function plainly(address, body) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of body) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

function refresh(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("response");
  const old = document.getElementById("response");
  if (!fresh || !old) return;
  const open = [...old.querySelectorAll("details")].map((one) => one.open);
  const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
  [...fresh.querySelectorAll("details")].forEach((one, place) => {
    one.open = one.open || Boolean(open[place]);
  });
  old.replaceWith(fresh);
  if (focused >= 0) fresh.querySelectorAll("button")[focused]?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]")) return;
  event.preventDefault();
  const body = new FormData(form);
  form.elements.id.value = newId();
  form.querySelector(".tap")?.classList.add("is-done");
  waiting.push({ address: form.action, body: new URLSearchParams(body), at: Date.now() });
  send();
});

addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});
addEventListener("online", send);
