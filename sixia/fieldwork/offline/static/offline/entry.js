// Forms: what is typed is a draft at once, lies sealed on the device, and becomes an act when it is written down.
import { here, listed, t } from "./acts.js";
import { shrink } from "./photos.js";
import * as queue from "./queue.js";
import * as store from "./store.js";

const id = (form) => `draft:${form.dataset.verb}|${form.dataset.kind ?? ""}|${form.dataset.target}`;
const typed = (form) => Object.fromEntries([...form.elements].filter((el) => el.name && el.type !== "file").map((el) => [el.name, el.value]));
const put = (form, values) => { for (const [name, value] of Object.entries(values)) if (form.elements[name]) form.elements[name].value = value; };
const fresh = () => ({ name: crypto.randomUUID(), photos: [] });
const later = new Map(), turns = new WeakMap();

// What is done with one form is done in turn, so that a draft never takes the name of the act being written before it.
function inTurn(form, work) {
  const mine = (turns.get(form) ?? Promise.resolve()).then(work);
  turns.set(form, mine.catch(() => {}));
  return mine;
}

// What stands in a form at this moment, and what it is about: both may be others a moment later.
function draftOf(form) {
  const { verb, kind } = form.dataset;
  return { id: id(form), typed: typed(form), what: kind || verb, verb, at: location.hash };
}

async function keep({ id: place, ...draft }, change = {}) {
  await store.put(place, { ...await store.get(place) ?? fresh(), ...change, ...draft });
}

// Bind a form to what it is about, and put back what was typed there before.
export async function bind(form, target, fixed) {
  if (form.dataset.target === String(target)) return;
  form.dataset.target = String(target);
  form.reset();
  form.fixed = fixed;
  photosSaid(form, 0);
  const draft = await store.get(id(form));
  if (!draft) return;
  put(form, draft.typed);
  photosSaid(form, draft.photos.length);
  const shut = form.closest("details");
  if (shut) shut.open = true;
}

export const drafts = async () => (await store.all("draft:")).map(([, draft]) => draft);

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.verb || target.type === "file") return;
  const draft = draftOf(form);
  clearTimeout(later.get(form));
  later.set(form, setTimeout(() => inTurn(form, () => keep(draft)), 300));
});

document.addEventListener("change", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.verb || target.type !== "file") return;
  const chosen = [...target.files], draft = draftOf(form);
  target.value = "";
  clearTimeout(later.get(form));
  inTurn(form, () => attach(form, target, chosen, draft));
});

async function attach(form, field, chosen, draft) {
  const { photos } = await store.get(draft.id) ?? fresh(), most = Number(field.dataset.most), kept = [...photos];
  wrong(field, kept.length + chosen.length > most ? t("photo_many", { n: most }) : "");
  for (const file of chosen.slice(0, most - kept.length)) {
    try {
      const name = crypto.randomUUID();
      await store.put(`photo:${name}`, await shrink(file));
      kept.push(name);
    } catch { wrong(field, t("photo_bad")); }
  }
  await keep(draft, { photos: kept });
  if (id(form) === draft.id) photosSaid(form, kept.length);
}

function photosSaid(form, count) {
  const field = form.querySelector("input[type=file]");
  if (!field) return;
  let said = form.querySelector("[data-photos]");
  if (!said) { said = document.createElement("p"); said.dataset.photos = ""; said.className = "small strong"; field.after(said); }
  said.textContent = count ? t("photos", { n: count }) : "";
}

// One sentence beside the field; none where it is right.
export function wrong(el, sentence) {
  const place = `${el.id}-wrong`;
  document.getElementById(place)?.remove();
  el.closest(".field").classList.toggle("wrong", Boolean(sentence));
  el.removeAttribute("aria-invalid");
  if (!sentence) { el.removeAttribute("aria-errormessage"); return false; }
  const said = document.createElement("p");
  said.id = place; said.className = "errorlist"; said.textContent = sentence; said.setAttribute("role", "alert");
  el.before(said);
  el.setAttribute("aria-errormessage", place);
  el.setAttribute("aria-invalid", "true");
  return true;
}

// The fields of an act; null where something is missing.
function read(form) {
  const fields = { ...form.fixed };
  let good = true;
  for (const el of form.elements) {
    if (!el.name || el.type === "file") continue;
    const text = el.value.trim(), kind = el.dataset.type;
    const pk = text && (kind === "unit" || kind === "place") ? listed(`${kind}s`, text) : null;
    const fault = el.required && !text ? t("missing") : text && kind in { unit: 1, place: 1 } && pk === null ? t("not_listed") : "";
    if (wrong(el, fault) && good) { good = false; el.focus(); }
    if (text) fields[el.name] = pk ?? (kind === "number" ? Number(text) : text);
  }
  return good ? fields : null;
}

const empty = (form) => form.dataset.empty === JSON.stringify(typed(form));

// Ready for the next line, at once: whoever types on while this one is being sealed loses nothing.
function clear(form) {
  form.reset();
  photosSaid(form, 0);
  const shut = form.closest("details");
  if (shut) shut.open = false;
  form.dataset.empty = JSON.stringify(typed(form));
}

// Write it down: sealed on the device first, then the draft goes. Pressed twice it is written once.
export async function write(form) {
  if (form.dataset.busy && empty(form)) return null;
  const fields = read(form), draft = draftOf(form), { kind } = form.dataset;
  if (!fields) return null;
  clearTimeout(later.get(form));
  form.dataset.busy = String(Number(form.dataset.busy ?? 0) + 1);
  clear(form);
  try { return await inTurn(form, () => seal(draft, { ...fields, ...(kind && { kind }) })); } catch (fault) {
    if (id(form) === draft.id && empty(form)) put(form, draft.typed);
    throw fault;
  } finally {
    if (form.dataset.busy === "1") delete form.dataset.busy; else form.dataset.busy = String(Number(form.dataset.busy) - 1);
  }
}

async function seal(draft, fields) {
  const named = await store.get(draft.id) ?? fresh();
  await queue.add(draft.verb, fields, named);
  await store.remove(draft.id);
  return { name: named.name, fields };
}
