// How much time has gone by, whatever the clock of this phone says. A classic script: the page and
// the service worker share it.
//
// Two sums that only grow. `sure`: what has gone by for certain – while a page was open and awake, by
// a measure that nobody moves, and up to each word from the server. `likely`: what the clock shows
// beside that, wherever it went forward. Between two words from the server the truth lies between.
self.fieldClock = (() => {
  const store = self.fieldStore;
  const SOME = 120_000; // so much is not worth a word
  const AGED = ["readable", "open", "outbox"];
  const kept = ({ wall, sure, likely, server }) => ({ wall, sure, likely, server });
  let mine = null; // what was kept when this page last looked, and its own measure then
  let isAwake = false; // in sight ever since
  let looking = Promise.resolve();

  function sums(held, wall, measure) {
    const before = held ?? { wall, sure: 0, likely: 0, server: null };
    const here = mine ? measure - mine.measure : 0;
    const sure = Math.max(before.sure, mine ? mine.sure + here : 0);
    const shown = Math.max(0, wall - before.wall);
    // In sight all the while, it did not sleep: what the clock shows beyond that, it was moved.
    const likely = before.likely + (mine && isAwake ? Math.min(shown, here) : shown);
    return { ...before, wall, sure, likely: Math.max(likely, before.likely + sure - before.sure) };
  }

  function took(next, measure) {
    mine = { ...kept(next), measure };
    isAwake = self.document?.visibilityState === "visible";
  }

  // One after the other: two looks at once would count the same time twice.
  const look = (work = (next) => next) =>
    (looking = looking.catch(() => {}).then(async () => {
      const done = {};
      try {
        await store.within(["settings", ...AGED], "readwrite", (settings, ...aged) => {
          const device = settings.get("device");
          const asked = settings.get("time");
          asked.onsuccess = () => {
            if (!device.result) return; // not ready yet, or emptied
            done.measure = performance.now();
            done.next = work(sums(asked.result, Date.now(), done.measure), settings, ...aged);
            settings.put(kept(done.next), "time");
          };
        });
      } catch (error) {
        if (!store.isFull(error)) throw error; // it goes on counting in this page
      }
      if (done.next) took(done.next, done.measure);
    }));

  // The server said what time it is: how long it was since it last did is known now, and of
  // everything on the phone how old it is.
  const heard = (at) =>
    look((next, settings, ...aged) => {
      const { server, sure, likely } = next;
      if (!server) return { ...next, server: { at, sure, likely } };
      const whole = Math.max(0, at - server.at);
      const spoke = {
        at,
        sure: Math.max(sure, server.sure + whole),
        likely: Math.max(likely, server.likely + whole),
      };
      const isAsShown = Math.abs(whole - (likely - server.likely)) < SOME;
      if (isAsShown && whole - (sure - server.sure) < SOME) return next;
      const renew = (row, write) => {
        if (!row?.t) return;
        const old = ageAt(row.t, next, whole);
        write({ ...row, t: { sure: spoke.sure - old, likely: spoke.likely - old } });
      };
      const pack = settings.get("pack");
      pack.onsuccess = () => renew(pack.result, (row) => settings.put(row, "pack"));
      for (const rows of aged) {
        const all = rows.getAll();
        all.onsuccess = () => all.result.forEach((row) => renew(row, (made) => rows.put(made)));
      }
      return { ...next, sure: spoke.sure, likely: spoke.likely, server: spoke };
    });

  // What was there when the server last spoke is older by exactly as much as has gone by. Of what
  // came after, either the time before it is known, or the time since: the clock was moved once.
  function ageAt(t, { sure, likely, server }, whole) {
    const before = t.likely - server.likely;
    if (before <= 0) return whole - before;
    return Math.max(0, sure - t.sure, Math.min(likely - t.likely, whole - before));
  }

  // What a row says of when it was written.
  function stamp() {
    const { sure, likely } = now();
    return { sure, likely };
  }

  function now() {
    if (!mine) return { sure: 0, likely: 0 };
    const here = performance.now() - mine.measure;
    return { sure: mine.sure + here, likely: mine.likely + here };
  }

  // At least so long ago, and by what the clock shows.
  function age(t) {
    if (!t) return { sure: 0, likely: 0 };
    const at = now();
    return { sure: Math.max(0, at.sure - t.sure), likely: Math.max(0, at.likely - t.likely) };
  }

  self.document?.addEventListener("visibilitychange", () => {
    isAwake = false; // until it is looked again: what was slept, the clock alone knows
    look();
  });

  // Was it moved since we last looked? Then it is looked at once.
  function watch() {
    if (!mine) return;
    const apart = Date.now() - mine.wall - (performance.now() - mine.measure);
    if (Math.abs(apart) > SOME) look();
  }

  return { look, heard, watch, stamp, now, age };
})();
