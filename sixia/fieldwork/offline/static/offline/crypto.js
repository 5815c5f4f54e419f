// What lies on the device is sealed: a random key (AES-256-GCM) that is itself wrapped by the passcode and by a key which cannot leave the browser.
const ROUNDS = 600_000, words = new TextEncoder(), said = new TextDecoder();
const random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
const AES = { name: "AES-GCM", length: 256 };

async function fromPasscode(passcode, salt, rounds) {
  const raw = await crypto.subtle.importKey("raw", words.encode(passcode.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, raw, AES, false, ["wrapKey", "unwrapKey"]);
}

// A new key and what is kept of it: { header, key }.
export async function create(passcode) {
  const salt = random(16), iv = random(12), outer = random(12);
  const bare = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const device = await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);
  const wrapped = await crypto.subtle.wrapKey("raw", bare, await fromPasscode(passcode, salt, ROUNDS), { name: "AES-GCM", iv });
  const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv: outer }, device, wrapped);
  const header = { id: "header", salt, iv, outer, locked, device, rounds: ROUNDS, wrong: 0, until: 0 };
  return { header, key: await open(header, passcode) };
}

// The key, which no script can read out; null for a wrong passcode.
export async function open(header, passcode) {
  try {
    const wrapped = await crypto.subtle.decrypt({ name: "AES-GCM", iv: header.outer }, header.device, header.locked);
    const by = await fromPasscode(passcode, header.salt, header.rounds);
    return await crypto.subtle.unwrapKey("raw", wrapped, by, { name: "AES-GCM", iv: header.iv }, AES, false, ["encrypt", "decrypt"]);
  } catch { return null; }
}

// Bytes or plain data, bound to the name under which they lie.
export async function seal(key, id, value) {
  const iv = random(12), raw = value instanceof Uint8Array ? value : words.encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: words.encode(id) }, key, raw);
  return { id, iv, data, bytes: value instanceof Uint8Array };
}

export async function unseal(key, row) {
  const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: words.encode(row.id) }, key, row.data);
  return row.bytes ? new Uint8Array(raw) : JSON.parse(said.decode(raw));
}

export const signer = (secret) => crypto.subtle.importKey("raw", Uint8Array.from(atob(secret), (c) => c.charCodeAt(0)), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

export async function sign(key, raw) {
  const made = new Uint8Array(await crypto.subtle.sign("HMAC", key, raw));
  return [...made].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
