// What the phone keeps. A classic script: the page and the service worker share it.
//
// Nothing in here can be read by whoever finds the phone: captures are sealed to the server's key,
// today's list, readable copies and what is half written to a key that only the PIN opens, and what
// is under way (a room, an overdose) to a key that no script can take out of this browser.
self.fieldStore = (() => {
  const NAME = "alongside-field";
  const STORES = ["settings", "outbox", "readable", "answers", "open"];
  let opening = null;

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        for (const name of STORES) {
          asked.result.createObjectStore(name, name === "settings" ? {} : { keyPath: "id" });
        }
        asked.transaction.objectStore("outbox").createIndex("seq", "seq");
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => close();
        asked.result.onclose = () => (opening = null);
        resolve(asked.result);
      };
      asked.onerror = () => {
        opening = null;
        reject(asked.error);
      };
    });
    return opening;
  }

  async function close() {
    const held = opening;
    opening = null;
    if (held) (await held).close();
  }

  // `work(stores…)` runs in one transaction; what it returns comes when all is on the disk.
  async function within(names, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const durability = mode === "readwrite" ? "strict" : "default";
      const transaction = database.transaction(names, mode, { durability });
      let result;
      transaction.oncomplete = () => resolve(result?.result === undefined ? result : result.result);
      transaction.onerror = ({ target }) => reject(target.error ?? transaction.error);
      transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
      result = work(...names.map((name) => transaction.objectStore(name)));
    });
  }

  const get = async (name, key) => {
    const found = await within([name], "readonly", (store) => store.getAll(IDBKeyRange.only(key)));
    return found[0];
  };
  const all = (name) => within([name], "readonly", (store) => store.getAll());
  const count = (name) => within([name], "readonly", (store) => store.count());
  const put = (name, row) =>
    within([name], "readwrite", (store) => void store.put(row));
  const set = (key, value) =>
    within(["settings"], "readwrite", (store) => void store.put(value, key));
  const isFull = (error) =>
    error?.name === "QuotaExceededError" || error?.inner?.name === "QuotaExceededError";
  // What the kit can do without for a while: left out where the phone has no room.
  const comfort = (key, value) =>
    set(key, value).catch((error) => {
      if (!isFull(error)) throw error;
    });
  const drop = (name, key) => within([name], "readwrite", (store) => void store.delete(key));
  const empty = (...names) =>
    within(names, "readwrite", (...stores) => void stores.forEach((store) => store.clear()));

  // The next number of this phone: also when two tabs ask at once.
  const next = () =>
    within(["settings"], "readwrite", (store) => {
      const asked = store.get("seq");
      const made = {};
      asked.onsuccess = () => {
        made.result = (asked.result ?? 0) + 1;
        store.put(made.result, "seq");
      };
      return made;
    });

  // The phone was cut off, or is handed on: nothing of ours stays.
  async function wipe() {
    await empty(...STORES);
    await close();
    await new Promise((resolve) => {
      const asked = indexedDB.deleteDatabase(NAME);
      asked.onsuccess = asked.onerror = asked.onblocked = resolve;
    });
    const channel = new BroadcastChannel(NAME);
    channel.postMessage("wiped");
    channel.close();
  }

  // --- a box that only this browser opens -----------------------------------------------------
  const bytes = new TextEncoder();

  async function deviceKey() {
    const held = await get("settings", "box");
    if (held) return held;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    await set("box", made);
    return (await get("settings", "box")) ?? made;
  }

  async function boxed(value, key) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = bytes.encode(JSON.stringify(value));
    const shut = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv },
      key ?? (await deviceKey()),
      plain,
    );
    return { iv, shut };
  }

  async function unboxed({ iv, shut }, key) {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv },
      key ?? (await deviceKey()),
      shut,
    );
    return JSON.parse(new TextDecoder().decode(plain));
  }

  return {
    open, close, within, get, all, count, put, set, comfort, isFull, drop, empty, next, wipe, boxed,
    unboxed,
  };
})();
