// What is asked of the server and sent to it. A fault says why: offline, signed_out, other (somebody else's device), gone, refused.
import { sign } from "./crypto.js";

const API = "/desk/field/api/", words = new TextEncoder();

export class Fault extends Error {
  constructor(why, sentence = "") { super(sentence || why); this.why = why; this.sentence = sentence; }
}

async function ask(path, { device = "", waiting = 0, method = "GET", headers = {}, body } = {}) {
  if (!navigator.onLine) throw new Fault("offline");
  let answer;
  try {
    answer = await fetch(API + path, { method, body, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(60_000),
      headers: { ...(device && { "X-Field-Device": device }), "X-Field-Waiting": String(waiting), ...headers } });
  } catch { throw new Fault("offline"); }
  if (answer.type === "opaqueredirect") throw new Fault("signed_out");
  const told = await answer.json().catch(() => null);
  if (answer.ok && told) return told;
  if (told?.code === "other" || told?.code === "gone") throw new Fault(told.code, told.sentence);
  throw new Fault(answer.status >= 500 || !told ? "offline" : "refused", told?.sentence);
}

export const state = (device, waiting) => ask("state", { device, waiting });
export const pack = (device, waiting) => ask("pack", { device, waiting });
export const enrol = (name, token) => ask("enrol", { method: "POST", body: JSON.stringify({ name }), headers: { "X-CSRFToken": token } });

async function signed(me, path, raw, waiting, over = raw) {
  return ask(path, { method: "POST", device: me.uuid, waiting, body: raw, headers: { "X-Field-Signature": await sign(me.signer, over), "Content-Type": "application/octet-stream" } });
}
export const packet = (me, acts, waiting) => signed(me, "packets", words.encode(JSON.stringify({ packet: crypto.randomUUID(), acts })), waiting);
export const drop = (me, names, waiting) => signed(me, "drop", words.encode(JSON.stringify({ names })), waiting);
export const goodbye = (me) => signed(me, "goodbye", words.encode(JSON.stringify({ names: [] })), 0);
export async function photo(me, act, name, raw, waiting) {
  const head = words.encode(`${name}\n${act}\n`), over = new Uint8Array(head.length + raw.length);
  over.set(head); over.set(raw, head.length);
  return signed(me, `photos/${act}/${name}`, raw, waiting, over);
}
