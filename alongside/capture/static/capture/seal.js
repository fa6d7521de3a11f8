// A capture is closed on the phone so that only the server opens it: ECDH on P-256 with a key made
// for this one capture and thrown away, HKDF-SHA-256, AES-256-GCM. The phone itself cannot.
const text = new TextEncoder();
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export function base64url(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (each) => String.fromCharCode(each)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function bytesOf(id) {
  return Uint8Array.from(id.replaceAll("-", "").match(/../g), (pair) => parseInt(pair, 16));
}

// UUIDv7: made where the thing was made, so that a resend is harmless.
export function newId(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = Math.max(0, Math.floor(now));
  for (let at = 5; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// `2026-11-22T14:05:09-04:00`: the hour as the wall showed it, and where that is.
export function moment(at = new Date()) {
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const minutes = -at.getTimezoneOffset();
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const hour = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const part = String(at.getMilliseconds()).padStart(3, "0");
  const offset = `${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
  return `${day}T${hour}.${part}${offset}`;
}

// The public half that the phone registers with. Its other half never leaves this browser.
export async function phoneKeys() {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { pair, jwk: { kty, crv, x, y } };
}

export async function seal(capture, serverKey) {
  const { kid, kty, crv, x, y } = serverKey;
  const theirs = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, []);
  const once = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits(
    { name: "ECDH", public: theirs },
    once.privateKey,
    256,
  );
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: bytesOf(capture.id), info: text.encode("alongside-field") },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const shut = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: text.encode(capture.id) },
    key,
    text.encode(JSON.stringify(capture)),
  );
  const epk = await crypto.subtle.exportKey("jwk", once.publicKey);
  return {
    id: capture.id,
    seq: capture.seq,
    kid,
    epk: { kty: epk.kty, crv: epk.crv, x: epk.x, y: epk.y },
    iv: base64url(iv),
    sealed: base64url(shut),
  };
}
