// What waits on the phone, and how it goes. A classic script: the page sends when it is open, the
// service worker where the browser wakes it.
//
// A capture leaves the phone only when the server has said of its id that it has it.
self.fieldOutbox = (() => {
  const store = self.fieldStore;
  const clock = self.fieldClock;
  const LOCK = "alongside-field";
  const MOST = 40; // a request: the server takes fifty
  const WEIGHT = 400_000; // bytes: it takes 512 kB
  const TWO_MINUTES = 120_000;
  const SECOND = 1000;
  const SETTLED = new Set(["done", "again", "held"]);

  async function batch(most) {
    const waiting = await store.within(["outbox"], "readonly", (rows) =>
      rows.index("seq").getAll(null, most),
    );
    let weight = 0;
    const skew = waiting.length ? skewOf(waiting[0]) : 0;
    const rows = waiting.filter((row, at) => {
      weight += row.sealed.sealed.length + 600;
      return at === 0 || (weight < WEIGHT && Math.abs(skewOf(row) - skew) < SECOND); // of one clock
    });
    return { rows, skew };
  }

  async function ask(path, options = {}) {
    const device = await store.get("settings", "device");
    if (!device) return { state: "no-phone" };
    const answer = await fetch(path, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      ...options,
      headers: { Accept: "application/json", "X-Field-Device": device.token, ...options.headers },
    });
    const json = answer.headers.get("content-type")?.includes("json");
    const said = json && answer.status !== 304 ? await answer.json() : null;
    if (answer.status === 410 && said?.wipe) {
      await store.wipe();
      return { state: "wiped" };
    }
    // A page in place of data: somebody has to show again who they are.
    const asleep = answer.type === "opaqueredirect" || (answer.ok && !json);
    if (answer.status === 401 || asleep) return { state: "sign-in", url: said?.sign_in ?? "" };
    return { state: "answered", status: answer.status, said, answer };
  }

  // Today's list, as it came: the page seals it; the token for sending is kept beside.
  async function fetchPack(etag = "") {
    const device = await store.get("settings", "device");
    const headers = etag ? { "If-None-Match": etag } : {};
    const found = await ask(device?.pack ?? "", { headers });
    if (found.state !== "answered") return found;
    if (found.status === 304) return { state: "same" };
    if (found.status !== 200) return { state: "later", status: found.status };
    if (found.said.csrf) await store.comfort("csrf", found.said.csrf);
    await noteClock(found.said.server_now);
    return { state: "new", pack: found.said, etag: found.answer.headers.get("etag") ?? "" };
  }

  // How far this phone's clock is ahead of the server's.
  async function noteClock(serverNow) {
    const now = Date.parse(serverNow ?? "");
    if (!Number.isFinite(now)) return clock.look();
    await clock.heard(now);
    const before = await store.get("settings", "clock");
    const ahead = Date.now() - now;
    if (before && Math.abs(before.ahead - ahead) < TWO_MINUTES) return;
    await store.comfort("clock", { ahead });
    if (before) tell("clock");
  }

  // The server puts times right by what our clock shows while we send. Where the clock was moved
  // since something was captured, that would be wrong: then it counts what the clock of that time
  // would show by now.
  function skewOf(row) {
    const skew = row.t ? Date.now() - (row.at + clock.age(row.t).likely) : 0;
    return Math.abs(skew) < TWO_MINUTES ? 0 : skew;
  }

  async function post(rows, skew) {
    const device = await store.get("settings", "device");
    return ask(device.outbox, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": (await store.get("settings", "csrf")) ?? "",
      },
      body: JSON.stringify({
        phone_now: new Date(Date.now() - skew).toISOString(),
        captures: rows.map((row) => row.sealed),
      }),
    });
  }

  async function settle(results, sent) {
    const ours = new Set(sent.map((row) => row.id));
    const settled = results.filter((each) => ours.has(each.id) && SETTLED.has(each.outcome));
    const cards = [];
    for (const each of settled) {
      const boxed = each.card || each.outcome === "held" ? await store.boxed(each) : null;
      if (boxed) cards.push({ id: each.id, at: Date.now(), ...boxed });
    }
    const write = (shown) =>
      store.within(["outbox", "answers"], "readwrite", (rows, answers) => {
        for (const card of shown) answers.put(card);
        for (const each of settled) rows.delete(each.id);
      });
    await write(cards).catch((error) => {
      if (!store.isFull(error)) throw error;
      return write([]); // the cards stand in Alongside, too
    });
    return settled.map((each) => each.id);
  }

  // Out of the page that is open, where the phone has no room to put them down: which have arrived.
  async function deliver(rows) {
    try {
      const some = rows.slice(0, MOST);
      const found = await post(some, skewOf(some[0]));
      if (found.status === 403) await fetchPack();
      return found.status === 200 ? await settle(found.said.results ?? [], some) : [];
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
  }

  async function sendAll() {
    let most = MOST;
    let renewed = false;
    const alive = await fetch("/healthz", { cache: "no-store", credentials: "omit" });
    await noteClock(alive.headers.get("date"));
    for (;;) {
      const { rows, skew } = await batch(most);
      if (!rows.length) return { state: "sent" };
      const found = await post(rows, skew);
      if (found.state !== "answered") return found;
      if (found.status === 200) {
        await noteClock(found.said.server_now);
        if (!(await settle(found.said.results ?? [], rows)).length) return { state: "later" };
        tell("moved");
      } else if (found.status === 403 && !renewed) {
        renewed = true;
        const again = await fetchPack();
        if (again.state !== "new") return again;
      } else if (found.status < 500 && found.status !== 429 && rows.length > 1) {
        most = Math.ceil(rows.length / 2); // one of them is too much: the others go
      } else {
        return { state: "later", status: found.status };
      }
    }
  }

  // One at a time, whoever asks: two tabs, or the page and the worker.
  async function send() {
    if (!(await store.count("outbox"))) return { state: "sent" };
    const once = async (lock) => {
      if (!lock) return { state: "busy" };
      try {
        return await sendAll();
      } catch (error) {
        if (error instanceof TypeError) return { state: "no-signal" };
        throw error;
      }
    };
    return navigator.locks ? navigator.locks.request(LOCK, { ifAvailable: true }, once) : once(true);
  }

  // Somebody else is sending, and what they find may be old by then (signed in again meanwhile): as
  // soon as they are through, once.
  let waits = false;
  function after(work) {
    if (waits) return;
    waits = true;
    navigator.locks.request(LOCK, () => (waits = false)).then(work);
  }

  function tell(what) {
    const channel = new BroadcastChannel("alongside-field");
    channel.postMessage(what);
    channel.close();
  }

  return { send, after, deliver, fetchPack, ask, tell };
})();
