// Forms: what is typed is a draft at once, lies sealed on the device, and becomes an act when it is written down.
import { here, listed, t } from "./acts.js";
import { shrink } from "./photos.js";
import * as queue from "./queue.js";
import * as store from "./store.js";

const id = (form) => `draft:${form.dataset.verb}|${form.dataset.kind ?? ""}|${form.dataset.target}`;
const typed = (form) => Object.fromEntries([...form.elements].filter((el) => el.name && el.type !== "file").map((el) => [el.name, el.value]));
const fresh = () => ({ name: crypto.randomUUID(), photos: [] });
let later = new Map();

async function keep(form, change = {}) {
  const kept = await store.get(id(form)) ?? fresh();
  await store.put(id(form), { ...kept, ...change, typed: typed(form), what: form.dataset.kind || form.dataset.verb, verb: form.dataset.verb, at: location.hash });
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
  for (const [name, value] of Object.entries(draft.typed)) if (form.elements[name]) form.elements[name].value = value;
  photosSaid(form, draft.photos.length);
  const shut = form.closest("details");
  if (shut) shut.open = true;
}

export const drafts = async () => (await store.all("draft:")).map(([, draft]) => draft);

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.verb || target.type === "file") return;
  clearTimeout(later.get(form));
  later.set(form, setTimeout(() => keep(form), 300));
});

document.addEventListener("change", async ({ target }) => {
  const form = target.form;
  if (!form?.dataset.verb || target.type !== "file") return;
  const chosen = [...target.files], kept = await store.get(id(form)) ?? fresh(), most = Number(target.dataset.most);
  target.value = "";
  wrong(target, kept.photos.length + chosen.length > most ? t("photo_many", { n: most }) : "");
  for (const file of chosen.slice(0, most - kept.photos.length)) {
    try {
      const name = crypto.randomUUID();
      await store.put(`photo:${name}`, await shrink(file));
      kept.photos.push(name);
    } catch { wrong(target, t("photo_bad")); }
  }
  await keep(form, kept);
  photosSaid(form, kept.photos.length);
});

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

// Write it down: sealed on the device first, then the draft goes. Pressed twice it is written once, under the name of the draft.
export async function write(form) {
  const fields = read(form);
  if (!fields || form.dataset.busy) return null;
  form.dataset.busy = "1";
  try {
    clearTimeout(later.get(form));
    const draft = await store.get(id(form)) ?? fresh();
    await queue.add(form.dataset.verb, { ...fields, ...(form.dataset.kind && { kind: form.dataset.kind }) }, draft);
    await store.remove(id(form));
    form.reset();
    photosSaid(form, 0);
    const shut = form.closest("details");
    if (shut) shut.open = false;
    return { name: draft.name, fields };
  } finally { delete form.dataset.busy; }
}
