// The service worker: the kit as one version, whole or not at all; and the outbox, where the
// browser wakes us. `KIT` is said by the page that serves this script: version, shells, files.
const KEEP = `field-${self.KIT.language}-${self.KIT.version}`;
const MINE = `field-${self.KIT.language}-`;

async function keepAll() {
  const cache = await caches.open(KEEP);
  const files = Object.entries(self.KIT.files).map(async ([url, integrity]) => {
    const check = integrity ? { integrity } : {};
    const answer = await fetch(url, { cache: "no-cache", ...check });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer);
  });
  const shells = self.KIT.shells.map(async (url) => {
    const answer = await fetch(url, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok || answer.redirected) throw new Error(url);
    await cache.put(url, answer);
  });
  await Promise.all([...files, ...shells]); // one missing: the version before stays
}

// A newer version waits until nobody is in the middle of anything: the page says when.
self.addEventListener("install", (event) => event.waitUntil(keepAll()));

self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(MINE) && name !== KEEP) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(takeOver());
  if (event.data?.keep) event.waitUntil(keepMore(event.data.keep));
});

// No page of the kit is in use, in no language: each that is holds this, shared.
async function takeOver() {
  const alone = async (lock) => void (lock && (await self.skipWaiting()));
  if (self.navigator.locks) {
    const asked = { mode: "exclusive", ifAvailable: true };
    return self.navigator.locks.request("alongside-field-in-use", asked, alone);
  }
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return alone(pages.length === 1); // an old browser: the one that asks
}

// What the first page loaded before this worker was there (style sheets name further ones).
async function keepMore(urls) {
  const cache = await caches.open(KEEP);
  for (const url of urls.filter(isStatic)) {
    if (await cache.match(url)) continue;
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) await cache.put(url, answer);
  }
}

function isStatic(url) {
  const { origin, pathname } = new URL(url, self.location);
  return origin === self.location.origin && pathname.startsWith(self.KIT.static);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (self.KIT.shells.includes(pathname)) event.respondWith(kept(pathname, request));
  else if (isStatic(request.url)) event.respondWith(kept(request.url, request));
});

async function kept(key, request) {
  const cache = await caches.open(KEEP);
  const found = await cache.match(key);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && isStatic(request.url)) await cache.put(request.url, answer.clone());
  return answer;
}

self.addEventListener("sync", (event) => {
  if (event.tag === "alongside-field") event.waitUntil(sent());
});

async function sent() {
  const { state } = await self.fieldOutbox.send();
  // The browser tries again by itself when this fails.
  if (["no-signal", "later"].includes(state)) throw new Error(state);
}
