// What was written waits here until the server has it: photos first, then acts in packets; in whatever order, however often.
import * as net from "./net.js";
import * as store from "./store.js";

const MOST = 50, MOST_SIGNS = 250_000, KEPT_FOR = 36 * 3600_000, OPEN = ["waiting", "refused", "conflict"];
export const isOpen = (act) => OPEN.includes(act.state);
let told = () => {};
export const listen = (hear) => { told = hear; };

export const acts = async () => (await store.all("act:")).map(([, act]) => act).sort((a, b) => a.at.localeCompare(b.at) || a.turn - b.turn);
export const waiting = async () => (await acts()).filter(isOpen).length;

let turn = 0;
// One act, with the names of photos that lie here; on the disk before anything is said about it.
// What is given besides (`more`) helps to show it here and is not sent.
export async function add(verb, fields, { name = crypto.randomUUID(), photos = [] } = {}, more = {}) {
  const at = new Date().toISOString();
  await store.put(`act:${name}`, { ...more, name, verb, fields, photos, at, turn: turn++, state: "waiting" });
  return name;
}
export const again = async (act, fields) => store.put(`act:${act.name}`, { ...act, fields: { ...act.fields, ...fields }, state: "waiting", sentence: "" });

export async function giveUp(me, act) {
  if (act.state !== "waiting") { try { await net.drop(me, [act.name], await waiting() - 1); } catch (fault) { if (fault.why !== "offline" && fault.why !== "signed_out") throw fault; } }
  await store.remove(`act:${act.name}`, ...act.photos.map((id) => `photo:${id}`));
}

// Everything that waits; one tab of the browser at a time. Returns why it stopped, "" when it went through.
export async function send(me) {
  return navigator.locks.request("sixia-field-send", async () => {
    try { await through(me); return ""; } catch (fault) { if (fault instanceof net.Fault) return fault.why; throw fault; } finally { await told(); }
  });
}

async function through(me) {
  const left = (await acts()).filter((act) => act.state === "waiting");
  for (const act of left) await upload(me, act, act.photos, left.length);
  for (let at = 0, part; at < left.length; at += part.length) {
    part = parcel(left.slice(at, at + MOST));
    const answer = await net.packet(me, part, left.length - at);
    for (const one of answer.acts) await settle(me, one);
    await told();
  }
  await net.state(me.uuid, await waiting());
}

// As many of these as one packet has room for, at least one; a sign takes up to three bytes.
function parcel(acts) {
  const found = [];
  let signs = 0;
  for (const { name, verb, fields, photos } of acts) {
    signs += JSON.stringify(fields).length + 200 + 40 * photos.length;
    if (found.length && signs > MOST_SIGNS) break;
    found.push({ name, verb, fields, photos });
  }
  return found;
}

// A photo goes as soon as there is a network, and is cleared here once the server has it.
async function upload(me, act, ids, left) {
  for (const id of ids) {
    const raw = await store.get(`photo:${id}`);
    if (!raw) continue;
    try { await net.photo(me, act.name, id, raw, left); } catch (fault) {
      if (fault.why !== "refused") throw fault;
      await store.put(`act:${act.name}`, { ...await store.get(`act:${act.name}`), photoSaid: fault.sentence });
    }
    await store.remove(`photo:${id}`);
  }
}

async function settle(me, one) {
  const act = await store.get(`act:${one.name}`);
  if (!act) return;
  if (one.state === "dropped") { await store.remove(`act:${one.name}`); return; }
  const here = [];
  for (const id of one.missing) if (await store.get(`photo:${id}`)) here.push(id);
  const now = { ...act, state: one.state, sentence: one.sentence, label: one.label, url: one.url, theirs: one.theirs, version: one.version, lost: one.missing.length - here.length,
    shown: Object.keys(one.shown).length ? one.shown : act.shown };
  await store.put(`act:${one.name}`, now);
  await upload(me, act, here, 0);
}

// What became of refused acts since, as the server says; and what was kept yesterday is cleared.
export async function refresh(received) {
  const known = new Map(received.map((row) => [row.name, row]));
  for (const act of await acts()) {
    const row = known.get(act.name);
    if (isOpen(act) && act.state !== "waiting" && row && row.state !== act.state) await settle(null, { ...row, missing: [], shown: {} });
    if (act.state === "kept" && Date.now() - Date.parse(act.at) > KEPT_FOR) await store.remove(`act:${act.name}`);
  }
}
