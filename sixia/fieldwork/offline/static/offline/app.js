// The field app: prepares and opens the device, sends what waits, and leaves nothing behind.
import { dayOf, here, t } from "./acts.js";
import * as crypto_ from "./crypto.js";
import { wrong, write } from "./entry.js";
import * as net from "./net.js";
import * as queue from "./queue.js";
import { draw, remember, remembered, show } from "./screens.js";
import { SENT_AGAIN, chip } from "./shown.js";
import * as store from "./store.js";
import * as surveys from "./surveys.js";

const { worker, scope } = document.body.dataset, LEFT = "sixia-field-left", STALE = 15 * 60_000, LOCK_AFTER = 10 * 60_000;
const el = (id) => document.getElementById(id);

function say(words, tone = "") {
  const said = document.createElement("p");
  said.className = `note ${tone}`;
  said.textContent = words;
  el("say").replaceChildren(said);
}
const network = (there = navigator.onLine) => chip(el("net"), t(there ? "online" : "offline"), there ? "plain" : "warn");

// The device was taken off the list: nothing stays on it.
async function gone() {
  await store.destroy();
  remember(0);
  here.me = here.pack = null;
  show("left");
  for (const one of document.querySelectorAll("[data-screen]:not([data-screen=left])")) one.remove();
  say(t("gone"), "bad");
}

async function fault(why) {
  network(why !== "offline" && navigator.onLine);
  if (why === "gone") return gone();
  el("sign-in").hidden = why !== "signed_out";
  say(t(`not_sent_${why}`), "warn");
}

async function send(loud = false) {
  if (!here.me || !store.isOpen()) return;
  const before = await queue.waiting();
  if (!before && !loud) return;
  const why = await queue.send(here.me);
  if (!here.me || !store.isOpen()) return; // cleared meanwhile, and that has been said: an empty store is not a sent one
  if (why && (loud || why !== "offline")) { await fault(why); return; }
  if (why) { network(false); return; }
  network();
  el("sign-in").hidden = true;
  if (before !== await queue.waiting() || loud) say(t(await queue.waiting() ? "unsent" : "sent", { n: await queue.waiting() }), await queue.waiting() ? "warn" : "ok");
}

async function load(loud = false) {
  try {
    here.pack = await net.pack(here.me.uuid, await queue.waiting());
    await store.put("pack", here.pack);
    await queue.refresh(here.pack.received);
    network();
    el("sign-in").hidden = true;
  } catch (problem) {
    if (!(problem instanceof net.Fault)) throw problem;
    if (problem.why === "gone") return gone();
    network(problem.why !== "offline" && navigator.onLine);
    if (loud || problem.why === "other") await fault(problem.why);
    el("sign-in").hidden = problem.why !== "signed_out";
  }
  await draw();
}

async function start() {
  const me = await store.get("me");
  here.me = { ...me, signer: await crypto_.signer(me.secret) };
  here.pack = await store.get("pack") ?? null;
  el("say").replaceChildren();
  await draw();
  el("space").hidden = await navigator.storage?.persisted?.() ?? true;
  await send();
  if (!here.pack || Date.now() - Date.parse(here.pack.made_at) > STALE) await load();
}

async function prepare(form) {
  const { name, passcode, again } = form.elements, given = passcode.value;
  const short = wrong(passcode, given.length < 6 ? t("short") : "");
  if (wrong(name, name.value.trim() ? "" : t("missing")) || short || wrong(again, given === again.value ? "" : t("alike"))) return;
  try {
    const { csrf } = await net.state("", 0), made = await net.enrol(name.value.trim(), csrf);
    await store.prepare(given);
    await store.put("me", made);
    await navigator.storage?.persist?.();
    form.reset();
    await start();
  } catch (problem) { if (problem instanceof net.Fault) say(problem.sentence || t(`not_sent_${problem.why}`), "bad"); else throw problem; }
}

async function unlock(form) {
  const field = form.elements.passcode;
  if (await store.unlock(field.value)) { form.reset(); wrong(field, ""); await start(); } else { wrong(field, t("wrong")); field.select(); }
}

async function signOut() {
  const { csrf } = await net.state("", 0);
  await fetch("/accounts/logout/", { method: "POST", redirect: "manual", headers: { "X-CSRFToken": csrf } });
  localStorage.removeItem(LEFT);
}

// Key and store go first, so that they are gone whatever the network does; then the server is told.
async function leave() {
  const me = here.me;
  here.me = here.pack = null;
  here.acts = [];
  localStorage.setItem(LEFT, "1");
  remember(0);
  await store.destroy();
  for (const one of document.querySelectorAll("[data-screen]:not([data-screen=left])")) one.remove();
  el("say").replaceChildren();
  el("unsent").hidden = true;
  history.replaceState(null, "", scope);
  show("left");
  try {
    if (me) await net.goodbye(me);
    await signOut();
  } catch { el("left-more").textContent = t("left_offline"); }
}

async function clear(button) {
  if (!button.dataset.asked) { button.dataset.asked = "1"; button.textContent = t("sure"); return; }
  await store.destroy();
  remember(0);
  location.reload();
}

async function openDay() {
  const day = dayOf(location.hash.split("/")[2]), on = new Intl.DateTimeFormat("en-CA", { timeZone: here.pack.zone }).format(new Date());
  await queue.add("reception.open", { day: day.pk, on });
}

// Throws away what was typed: asked twice.
async function discardSurvey(button) {
  if (!button.dataset.asked) { button.dataset.asked = button.textContent; button.textContent = t("sure"); return; }
  button.textContent = button.dataset.asked;
  delete button.dataset.asked;
  await surveys.discard();
}

async function openOffice() {
  await queue.add("onsite.open", { office: Number(location.hash.split("/")[2]) });
}

const ACTS = { "open-day": openDay, "open-office": openOffice, "begin-survey": surveys.begin, "discard-survey": discardSurvey, load: () => load(true), send: () => send(true), lock: () => { store.lock(); here.me = null; location.reload(); }, leave, clear };

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button[data-act], button[data-step]");
  if (!button || button.disabled) return;
  button.disabled = true;
  try {
    if (button.dataset.step) await queue.add(`reception.${button.dataset.step}`, { booking: button.dataset.booking });
    else await ACTS[button.dataset.act](button);
    if (here.me && store.isOpen()) { await draw(); if (button.dataset.act !== "send") await send(); }
  } finally { button.disabled = false; }
});

document.addEventListener("submit", async (event) => {
  const form = event.target, unfit = event.defaultPrevented;
  event.preventDefault();
  if (form.id === "prepare") return prepare(form);
  if (form.id === "unlock") return unlock(form);
  if (unfit) return;
  const done = form.dataset.survey ? await surveys.write(form) : await write(form);
  if (!done) return;
  if (form.dataset.verb === "reception.book") await queue.add("reception.arrive", { booking: done.name });
  say(t("written"), "ok");
  await draw();
  await send();
});

async function closed() {
  const held = (await store.names("act:")).length;
  el("lost").textContent = held ? t("lost", { n: held }) : "";
  document.title = t("app");
  el("unsent").hidden = true;
  show("unlock").querySelector("#pass").focus();
}

queue.listen(async () => { if (here.me && store.isOpen()) await draw(); });
addEventListener("hashchange", () => { if (here.me) { el("say").replaceChildren(); draw().then(() => el("main").focus()); } });
addEventListener(SENT_AGAIN, async () => { await draw(); await send(); });
addEventListener(store.CLEARED, () => { here.me = here.pack = null; here.acts = []; show("strange"); say(t("evicted", { n: remembered() }), "bad"); });
addEventListener("online", () => { network(); send(); });
addEventListener("offline", () => network());
setInterval(() => { if (navigator.onLine) send(); }, 60_000);

// What was under way when the store was locked or cleared comes to nothing, and that has been said.
addEventListener("unhandledrejection", (event) => { if (!store.isOpen()) event.preventDefault(); });

let hidden = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { hidden = Date.now(); return; }
  if (here.me && Date.now() - hidden > LOCK_AFTER) ACTS.lock(); else send();
});

async function boot() {
  network();
  if (!globalThis.isSecureContext || !crypto.subtle || !navigator.serviceWorker || !navigator.locks || !globalThis.indexedDB) { show("unfit"); return; }
  if (localStorage.getItem(LEFT)) { try { await signOut(); location.reload(); return; } catch { show("left"); el("left-more").textContent = t("left_offline"); return; } }
  if (await store.header()) await closed(); else {
    if (remembered()) say(t("evicted", { n: remembered() }), "bad");
    try { await net.state("", 0); el("device-name").value = t("device_name"); show("prepare"); } catch { show("strange"); }
  }
  await navigator.serviceWorker.register(worker, { scope });
}
boot();
