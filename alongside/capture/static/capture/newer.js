// A newer kit takes the place of this one when nobody is in the middle of anything: on no page of
// this phone, whichever of them asks.
import { find } from "./frame.js";

// Held by every page that is in use, shared; a worker that takes over asks for it alone. The
// browser itself lets go of it where a page is closed or killed.
const IN_USE = "alongside-field-in-use";

let letGo = null; // while this page holds it
let held = Promise.resolve(); // until it has let go
let isBusy = () => true;
let isOlder = false; // a newer kit serves this page, and it still runs the one before

function hold() {
  if (letGo || !navigator.locks) return;
  const inUse = new Promise((done) => (letGo = done));
  held = navigator.locks.request(IN_USE, { mode: "shared" }, () => inUse);
}

function release() {
  letGo?.();
  letGo = null;
  return held;
}

// After everything that may have changed whether this page is in use.
export async function settle() {
  if (isBusy()) hold();
  else await release();
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => null);
  const isNewer = Boolean(worker?.waiting && navigator.serviceWorker.controller);
  const line = find("[data-newer]");
  if (line) line.hidden = !isNewer && !isOlder;
  if (isBusy()) return;
  if (isOlder) location.reload();
  else if (isNewer) worker.waiting.postMessage("take-over"); // it looks whether others are in use
}

// `busy()` says whether something would be lost if this page began anew now.
export async function install(path, busy) {
  isBusy = busy;
  await settle();
  const worker = await navigator.serviceWorker?.register(path).catch(() => null);
  if (!worker) return; // a private window: the kit works while its page is open
  worker.addEventListener("updatefound", () => {
    worker.installing?.addEventListener("statechange", settle);
  });
  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    isOlder ||= controlled;
    controlled = true;
    settle();
  });
  await settle();
  const ready = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  ready.active?.postMessage({ keep: loaded });
  document.body.dataset.ready = "yes";
}
