// The PIN. It opens a random key, and that key today's list and what was captured in the last day.
//
// There are always two slots, alike to the byte: one for the PIN, one for a second PIN that opens
// almost nothing, or for none. Nobody can see on the phone whether there is a second.
import { makeRoom } from "./kit.js";

const store = self.fieldStore;
const ROUNDS = 600_000;
const OPEN = 1;
const BARE = 2;
export const FREE_TRIES = 5;
export const MOST_TRIES = 10;
const WAIT = 30_000;

const text = new TextEncoder();

// The PIN alone could be guessed by a machine; together with a key that stays in this browser, only here.
async function keyOf(pin, salt, mixer) {
  const base = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, [
    "deriveBits",
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS },
    base,
    256,
  );
  const mixed = await crypto.subtle.sign("HMAC", mixer, bits);
  return crypto.subtle.importKey("raw", mixed, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function slot(pin, salt, mixer, mode, raw) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyOf(pin, salt, mixer);
  const plain = Uint8Array.of(mode, ...raw);
  return { iv, shut: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const nobody = () => ({ iv: random(12), shut: random(1 + 32 + 16).buffer });

export async function lockWith(pin, second = "") {
  const salt = random(16);
  const mixer = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const raw = random(32);
  const slots = [
    await slot(pin, salt, mixer, OPEN, raw),
    second ? await slot(second, salt, mixer, BARE, random(32)) : nobody(),
  ];
  if (random(1)[0] % 2) slots.reverse();
  await store.empty("readable");
  await store.within(["settings"], "readwrite", (settings) => {
    settings.delete("pack");
    settings.put({ salt, mixer, slots }, "lock");
    settings.put({ wrong: 0, at: 0 }, "tries");
  });
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function tried(held, pin) {
  const key = await keyOf(pin, held.salt, held.mixer);
  for (const { iv, shut } of held.slots) {
    try {
      const plain = new Uint8Array(
        await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, shut),
      );
      return { mode: plain[0], raw: plain.slice(1) };
    } catch {
      // not this slot
    }
  }
  return null;
}

// What was readable goes; what was captured stays sealed and still reaches the server.
export async function forget() {
  await store.empty("readable", "open");
  await store.within(["settings"], "readwrite", (settings) => void settings.delete("pack"));
}

// -> {state: "open", key} | "bare" | "wrong" (left) | "wait" (seconds) | "forgotten" | "full"
export async function unlock(pin) {
  const held = await store.get("settings", "lock");
  if (!held) return { state: "forgotten" };
  const tries = (await store.get("settings", "tries")) ?? { wrong: 0, at: 0 };
  const since = Math.abs(Date.now() - tries.at);
  if (tries.wrong >= FREE_TRIES && since < WAIT) {
    return { state: "wait", seconds: Math.ceil((WAIT - since) / 1000) };
  }
  // Counted before it is tried: closing the page wins no further try.
  const counted = { wrong: tries.wrong + 1, at: Date.now() };
  try {
    await store.set("tries", counted).catch(async (error) => {
      if (!store.isFull(error)) throw error;
      await makeRoom();
      await store.set("tries", counted);
    });
  } catch (error) {
    if (!store.isFull(error)) throw error;
    return { state: "full" };
  }
  const found = await tried(held, pin);
  if (!found) {
    if (tries.wrong + 1 < MOST_TRIES) {
      return { state: "wrong", left: MOST_TRIES - tries.wrong - 1 };
    }
    await forget();
    await store.within(["settings"], "readwrite", (settings) => void settings.delete("lock"));
    return { state: "forgotten" };
  }
  await store.comfort("tries", { wrong: 0, at: 0 });
  if (found.mode === BARE) {
    await forget();
    return { state: "bare" };
  }
  const key = await crypto.subtle.importKey("raw", found.raw, "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  return { state: "open", key };
}
