// The store of the device: IndexedDB in which everything but the header is sealed. Closed again when the page goes.
import { create, open, seal, unseal } from "./crypto.js";

const NAME = "sixia-field";
export const CLEARED = "sixia:cleared";
let base = null, key = null;

const asked = (request) => new Promise((good, bad) => { request.onsuccess = () => good(request.result); request.onerror = () => bad(request.error); });

async function database() {
  if (base) return base;
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => { request.result.createObjectStore("header", { keyPath: "id" }); request.result.createObjectStore("things", { keyPath: "id" }); };
  base = await asked(request);
  base.onclose = () => { base = null; key = null; dispatchEvent(new Event(CLEARED)); };
  base.onversionchange = () => { base.close(); base = null; key = null; };
  return base;
}

// Done when it is on the disk, not before.
async function write(store, act) {
  const turn = (await database()).transaction(store, "readwrite", { durability: "strict" });
  act(turn.objectStore(store));
  await new Promise((good, bad) => { turn.oncomplete = good; turn.onabort = turn.onerror = () => bad(turn.error); });
}
const read = async (store, ask) => asked(ask((await database()).transaction(store).objectStore(store)));

export const header = () => read("header", (rows) => rows.get("header"));
export const isOpen = () => key !== null;

export async function prepare(passcode) {
  const made = await create(passcode);
  await write("header", (rows) => rows.put(made.header));
  key = made.key;
}

// Whether it is open now. Five wrong ones in a row, and each further one must wait longer.
export async function unlock(passcode) {
  const kept = await header();
  if (!kept || Date.now() < kept.until) return false;
  key = await open(kept, passcode);
  const wrong = key ? 0 : kept.wrong + 1;
  await write("header", (rows) => rows.put({ ...kept, wrong, until: wrong < 5 ? 0 : Date.now() + 30_000 * 2 ** Math.min(wrong - 5, 6) }));
  return key !== null;
}
export const lock = () => { key = null; };

export async function put(id, value) {
  const row = await seal(key, id, value);
  await write("things", (rows) => rows.put(row));
}
export async function get(id) {
  const row = await read("things", (rows) => rows.get(id));
  return row ? unseal(key, row) : undefined;
}
export async function all(prefix) {
  const rows = await read("things", (found) => found.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
  return Promise.all(rows.map(async (row) => [row.id, await unseal(key, row)]));
}
export const names = (prefix) => read("things", (rows) => rows.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
export const remove = (...ids) => write("things", (rows) => ids.forEach((id) => rows.delete(id)));

// Key and store are gone, and the files of the app with them: nothing is left to be read.
export async function destroy() {
  key = null;
  base?.close();
  base = null;
  await new Promise((good, bad) => { const request = indexedDB.deleteDatabase(NAME); request.onsuccess = good; request.onblocked = good; request.onerror = () => bad(request.error); });
  for (const name of await caches.keys()) if (name.startsWith("sixia-field-")) await caches.delete(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) if (new URL(one.scope).pathname === "/desk/field/") await one.unregister();
}
