// Surveys: the list of those that run, forms begun here, and the form itself. What hides and checks is what the survey's own page uses.
import { bind as check, collect } from "../surveys/fill.js";
import { dated, here, surveyOf, t } from "./acts.js";
import { ask, make } from "./asking.js";
import { shrink } from "./photos.js";
import * as queue from "./queue.js";
import * as store from "./store.js";

const VERB = "surveys.submit", MOST_PHOTOS = 10, id = (name) => `draft:${VERB}|${name}`;
const form = () => document.querySelector("form[data-survey]");
const stamp = (at = new Date()) => {
  const off = -at.getTimezoneOffset(), two = (n) => String(Math.trunc(n)).padStart(2, "0");
  return `${new Date(at.getTime() + off * 60_000).toISOString().slice(0, 19)}${off < 0 ? "-" : "+"}${two(Math.abs(off) / 60)}:${two(Math.abs(off) % 60)}`;
};
let later = 0, saving = Promise.resolve();

// Forms of a survey that were begun here and not written down yet, the latest first. Each keeps its own version of the questions.
export async function begun(pk) {
  const found = (await store.all(`draft:${VERB}|`)).map(([, draft]) => draft).filter((draft) => draft.survey.survey === pk);
  return found.sort((a, b) => b.started.localeCompare(a.started));
}
export const opened = (name) => store.get(id(name));

// The first words somebody typed, by which one form is known from another.
const texts = (nodes) => nodes.flatMap((node) => node.kind === "group" ? texts(node.nodes) : node.kind === "text" ? [node.name] : []);
export const snippet = ({ survey, answers }) => texts(survey.definition.nodes).map((name) => answers[name]).find(Boolean)?.slice(0, 24) ?? "";

const titled = (draft) => `${draft.survey.title} ${snippet(draft)}`.trim();

export async function begin() {
  const survey = surveyOf(location.hash.split("/")[2]), name = crypto.randomUUID(), at = `#/survey/${survey.survey}/${name}`;
  await store.put(id(name), { name, photos: [], survey, answers: {}, pictures: {}, visit: "", started: stamp(), typed: { title: survey.title }, what: VERB, verb: VERB, at });
  location.hash = at;
}

// Draw the form of a draft, once: what is typed stands in it, and every draft is a form of its own.
export async function draw(el, draft) {
  const before = form();
  if (before && before.dataset.survey !== draft.name) await keep(before);
  if (form()?.dataset.survey === draft.name) return;
  const { definition, language } = draft.survey, button = make("button", { className: "btn big" }, el.dataset.write);
  const made = make("form", { className: "form", noValidate: true, data: { survey: draft.name, language, required: t("unanswered"), choice: t("unfit_choice"), constraint: t("unfit") } },
    ...ask(definition, language, draft.answers), visits(draft.visit), make("div", { className: "row" }, button));
  el.querySelector("[data-form]").replaceChildren(made);
  const drop = el.querySelector("[data-act=discard-survey]");
  if (drop.dataset.asked) { drop.textContent = drop.dataset.asked; delete drop.dataset.asked; }
  made.draft = draft;
  for (const field of made.querySelectorAll("[data-picture]")) pictured(field, field.dataset.picture);
  check(made, definition);
}

function visits(chosen) {
  const rows = here.pack?.visits ?? [], option = (value, words) => make("option", { value, selected: String(value) === String(chosen) }, words);
  if (!rows.length) return null;
  const list = make("select", { id: "filled-visit", name: "visit" }, option("", t("no_visit")), ...rows.map((row) => option(row.pk, `${dated(row.starts)} ${row.title}`)));
  return make("div", { className: "field" }, make("label", { htmlFor: "filled-visit" }, t("on_visit")), list);
}

// What stands in the form now. Pictures are named by the photo that lies here.
function read(made) {
  const { draft } = made, answers = collect(made, draft.survey.definition);
  for (const field of made.querySelectorAll("[data-picture]")) {
    const [first, number, name] = field.name.slice(2).split(".");
    if (name) answers[first][Number(number) - 1][name] = field.dataset.picture; else answers[first] = field.dataset.picture;
  }
  Object.assign(draft, { answers, visit: made.elements.visit?.value ?? draft.visit });
  return Object.assign(draft, { typed: { title: titled(draft) } });
}

function still() { clearTimeout(later); later = 0; }

async function keep(made) {
  still();
  if (made.isConnected && !made.dataset.busy && store.isOpen()) saving = store.put(id(made.draft.name), read(made));
  await saving;
}
const soon = (made) => { clearTimeout(later); later = setTimeout(() => keep(made), 300); };
// What was typed a moment ago is kept before another screen is drawn.
export async function flush() { if (later && form()) await keep(form()); }

function pictured(field, name) {
  field.dataset.picture = name;
  field.nextElementSibling?.remove();
  if (name) field.after(make("p", { className: "small strong" }, t("photos", { n: 1 })));
}

async function photograph(made, field) {
  const [file] = field.files, { draft } = made;
  field.value = "";
  if (!file) return;
  const old = field.dataset.picture.replace(".jpg", ""), name = crypto.randomUUID(), kept = draft.photos.filter((one) => one !== old);
  const said = field.closest(".field").querySelector("[data-fault]");
  said.hidden = kept.length < MOST_PHOTOS;
  said.firstElementChild.textContent = said.hidden ? "" : t("photo_many", { n: MOST_PHOTOS });
  if (!said.hidden) return;
  try { await store.put(`photo:${name}`, await shrink(file)); } catch { said.hidden = false; said.firstElementChild.textContent = t("photo_bad"); return; }
  if (old) await store.remove(`photo:${old}`);
  draft.photos = [...kept, name];
  pictured(field, `${name}.jpg`);
  await keep(made);
}

document.addEventListener("input", ({ target }) => { if (target.form === form() && target.form && target.type !== "file") soon(target.form); });
document.addEventListener("change", ({ target }) => { if (target.form === form() && target.type === "file") photograph(target.form, target); });
document.addEventListener("click", ({ target }) => { if (target.closest("form[data-survey] button[type=button]")) soon(form()); });

// Only what was answered: empty lines of a repeat stay here.
function answered(given) {
  const full = (value) => value !== undefined && value !== "" && !(Array.isArray(value) && !value.length);
  const plain = (value) => (Array.isArray(value) && typeof value[0] === "object" ? value.map(answered).filter((row) => Object.keys(row).length) : value);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, plain(value)]).filter(([, value]) => full(value)));
}

function times(nodes, started) {
  const now = stamp(), values = { start: started, end: now, today: now.slice(0, 10) };
  return Object.fromEntries(nodes.flatMap((node) => node.nodes ? Object.entries(times(node.nodes, started)) : node.kind in values ? [[node.name, values[node.kind]]] : []));
}

// Photos of questions that apply; the others go.
async function shown(made) {
  const there = [...made.querySelectorAll("[data-picture]")].filter((field) => !field.closest("form [hidden]")).map((field) => field.dataset.picture.replace(".jpg", ""));
  await store.remove(...made.draft.photos.filter((one) => !there.includes(one)).map((one) => `photo:${one}`));
  return made.draft.photos.filter((one) => there.includes(one));
}

// Write it down, under the name of its draft: pressed twice it is written once.
export async function write(made) {
  if (made.dataset.busy) return null;
  made.dataset.busy = "1";
  still();
  await saving;
  const draft = read(made), { name, survey, answers, visit, started } = draft, photos = await shown(made), fields = { form: survey.form, language: survey.language, answers: { ...answered(answers), ...times(survey.definition.nodes, started) } };
  await queue.add(VERB, visit ? { ...fields, visit: Number(visit) } : fields, { name, photos }, { survey: survey.survey, title: titled(draft) });
  await store.remove(id(name));
  made.remove();
  history.replaceState(null, "", `#/survey/${survey.survey}`);
  return { name, fields };
}

export async function discard() {
  const name = location.hash.split("/")[3];
  still();
  await saving;
  form()?.remove();
  const draft = await opened(name);
  if (draft) await store.remove(id(name), ...draft.photos.map((one) => `photo:${one}`));
  history.replaceState(null, "", `#/survey/${location.hash.split("/")[2]}`);
}
