// The screens: one for each address after the #, filled from what lies on the device.
import { actsOn, agenda, dated, dayOf, here, officeOf, people, personOf, stateOfDay, stateOfOffice, stateOfVisit, surveyOf, t, titleOf, visitOf } from "./acts.js";
import { bind, drafts } from "./entry.js";
import * as queue from "./queue.js";
import { card, chip, fill, line } from "./shown.js";
import * as surveys from "./surveys.js";

const screen = (name) => document.querySelector(`[data-screen="${name}"]`);
const part = (el, name) => el.querySelector(`[data-${name}]`);
const none = (el, rows, name = "none") => { part(el, name).hidden = rows.length > 0; };

export function show(name) {
  for (const el of document.querySelectorAll("[data-screen]")) el.hidden = el.dataset.screen !== name;
  return screen(name);
}

async function home() {
  const el = show("home"), pack = here.pack, started = await drafts();
  document.getElementById("drafts").hidden = !started.length;
  fill(document.querySelector("#drafts ul"), started.map((one) => line(one.at, t("draft", { what: Object.values(one.typed).find((text) => text.length > 3)?.slice(0, 24) ?? t(one.verb) }), t(one.verb))));
  const today = new Date().toDateString(), arrived = (pack?.received ?? []).filter((row) => row.state === "kept" && new Date(row.at).toDateString() === today).length;
  document.getElementById("fresh").textContent = pack ? [t("fresh", { at: dated(pack.made_at) }), arrived ? t("arrived", { n: arrived }) : ""].filter(Boolean).join(" · ") : "";
  const days = (pack?.days ?? []).map((day) => line(`#/day/${day.pk}`, `${dated(day.starts)} ${day.leader} ${day.title}`, t("coming", { n: people(day).length || day.coming })));
  const visits = (pack?.visits ?? []).map((visit) => line(`#/visit/${visit.pk}`, `${dated(visit.starts)} ${visit.title}`, visit.place));
  fill(document.getElementById("days"), days);
  fill(document.getElementById("visits"), visits);
  const offices = (pack?.offices ?? []).map((office) => line(`#/office/${office.pk}`, `${dated(office.starts)} ${office.title}`, office.place));
  fill(document.getElementById("offices"), offices);
  const asked = (pack?.surveys ?? []).map((one) => line(`#/survey/${one.survey}`, one.title, ofSurvey(one.survey).length ? t("filled", { n: ofSurvey(one.survey).length }) : one.place));
  fill(document.getElementById("surveys"), asked);
  for (const [id, rows] of [["days", days], ["visits", visits], ["offices", offices], ["surveys", asked]]) none(document.getElementById(id).parentElement, rows);
  for (const [id, kind] of [["unit-names", "units"], ["place-names", "places"]]) fill(document.getElementById(id), (pack?.[kind] ?? []).map(([, label]) => Object.assign(document.createElement("option"), { value: label })));
  document.getElementById("earlier").hidden = !pack?.earlier?.length;
  document.getElementById("earlier").textContent = (pack?.earlier ?? []).map((one) => t("earlier", one)).join(" ");
  return el;
}

async function day(pk) {
  const row = dayOf(pk);
  if (!row) return home();
  const el = show("day"), state = stateOfDay(row), all = people(row);
  part(el, "title").textContent = `${row.leader} ${row.title}`;
  part(el, "where").textContent = [dated(row.starts), row.place, row.address].filter(Boolean).join(" · ");
  chip(part(el, "state"), t(state), state === "open" ? "ok" : "plain");
  el.querySelector("[data-act=open-day]").hidden = state === "open";
  part(el, "came").hidden = !row.office || state !== "open";
  await bind(el.querySelector("form"), row.pk, { day: row.pk, way: "walk_in" });
  fill(part(el, "people"), all.map((one) => line(`#/day/${row.pk}/${one.key}`, titleOf(one), [one.at && dated(one.at), t(one.state === "waiting" ? "arrived_state" : one.state)].filter(Boolean).join(" · "))));
  none(el, all);
  return el;
}

async function person(pk, key) {
  const row = dayOf(pk), one = row && personOf(row, key);
  if (!one) return home();
  const el = show("person"), open = stateOfDay(row) === "open";
  el.querySelector("[data-back]").href = `#/day/${row.pk}`;
  el.querySelector("[data-back] span").textContent = `${row.leader} ${row.title}`;
  part(el, "title").textContent = titleOf(one);
  part(el, "about").textContent = one.about;
  chip(part(el, "state"), t(one.state === "waiting" ? "arrived_state" : one.state), one.state === "seated" ? "ok" : "plain");
  const steps = { arrive: one.state === "booked" && row.office, sit: ["waiting", "called"].includes(one.state), finish: one.state === "seated" };
  for (const button of el.querySelectorAll("[data-step]")) { button.hidden = !open || !steps[button.dataset.step]; button.dataset.key = ""; button.dataset.booking = one.key; }
  const writes = ["seated", "done"].includes(one.state);
  part(el, "records").hidden = !writes;
  for (const form of el.querySelectorAll("form")) {
    const box = form.closest("details");
    box.hidden = box.hasAttribute("data-office") && !row.office;
    if (form.dataset.target !== one.key) box.open = false;
    await bind(form, one.key, { booking: one.key });
  }
  const text = el.querySelector("#heard-text");
  if (writes && !text.value && !text.form.dataset.busy && !actsOn("booking", one.key).some((act) => act.fields.kind === "heard")) text.value = one.about;
  fill(part(el, "acts"), actsOn("booking", one.key).map((act) => card(here.me, act)));
  return el;
}

async function visit(pk) {
  const row = visitOf(pk);
  if (!row) return home();
  const el = show("visit"), now = stateOfVisit(row);
  part(el, "title").textContent = row.title;
  part(el, "where").textContent = [dated(row.starts), row.place, row.spot, ...row.purposes, t("led_by", { name: row.led_by })].filter(Boolean).join(" · ");
  chip(part(el, "state"), t(now.state), now.state === "held" ? "ok" : "plain");
  const { cases, promises, visits = [], lines = [] } = row.dossier, item = (words) => Object.assign(document.createElement("li"), { textContent: words });
  fill(part(el, "cases"), cases.map((one) => item(`#${one.pk} ${one.title} (${one.heard})`)));
  fill(part(el, "promises"), promises.map((one) => item(`${one.words} (${one.due})`)));
  fill(part(el, "before"), visits.map((one) => item(`${one.date} ${one.unit} ${one.title}`)));
  fill(part(el, "said"), lines.map((one) => item(`${one.text} (${one.kind}, ${one.date})`)));
  none(el, cases, "no-cases"); none(el, promises, "no-promises"); none(el, visits, "no-before"); none(el, lines, "no-said");
  for (const form of el.querySelectorAll("form")) await bind(form, row.pk, { visit: row.pk, ...(form.dataset.verb === "visits.hold" && { base: row.version }) });
  fill(part(el, "acts"), actsOn("visit", row.pk).map((act) => card(here.me, act)));
  return el;
}

async function office(pk) {
  const row = officeOf(pk);
  if (!row) return home();
  const el = show("office"), state = stateOfOffice(row), items = agenda(row);
  part(el, "title").textContent = row.title;
  part(el, "where").textContent = [dated(row.starts), row.place, row.spot].filter(Boolean).join(" · ");
  chip(part(el, "state"), t(state === "open" ? "meeting" : state), state === "open" ? "ok" : "plain");
  el.querySelector("[data-act=open-office]").hidden = state === "open" || !items.length;
  await bind(el.querySelector("form"), row.pk, { office: row.pk });
  fill(part(el, "items"), items.map((item) => line(`#/office/${row.pk}/${item.key}`, item.title, t(item.decided ? "decided" : "undecided"))));
  none(el, items);
  return el;
}

async function item(pk, key) {
  const row = officeOf(pk), one = row && agenda(row).find((found) => String(found.key) === key);
  if (!one) return row ? office(pk) : home();
  const el = show("item");
  el.querySelector("[data-back]").href = `#/office/${row.pk}`;
  el.querySelector("[data-back] span").textContent = row.title;
  part(el, "title").textContent = one.title;
  chip(part(el, "state"), t(one.decided ? "decided" : "undecided"), one.decided ? "ok" : "plain");
  part(el, "records").hidden = stateOfOffice(row) !== "open";
  for (const form of el.querySelectorAll("form")) {
    const box = form.closest("details");
    box.hidden = one.decided && box.hasAttribute("data-deciding");
    if (form.dataset.target !== String(one.key)) box.open = false;
    await bind(form, one.key, { office: row.pk, item: one.key, topic: one.title });
  }
  fill(part(el, "acts"), actsOn("item", one.key).map((act) => card(here.me, act)));
  return el;
}

const ofSurvey = (pk) => here.acts.filter((act) => act.verb === "surveys.submit" && String(act.survey) === String(pk));

async function survey(pk) {
  const row = surveyOf(pk), drafts = await surveys.begun(Number(pk)), one = row ?? drafts[0]?.survey;
  if (!one) return home();
  const el = show("survey"), acts = ofSurvey(pk), large = part(el, "large");
  part(el, "title").textContent = one.title;
  part(el, "where").textContent = one.place;
  large.hidden = Boolean(one.definition);
  large.textContent = one.definition ? "" : t("too_large");
  el.querySelector("[data-act=begin-survey]").hidden = !row?.definition;
  part(el, "begun").hidden = !drafts.length;
  fill(part(el, "drafts"), drafts.map((draft) => line(draft.at, surveys.snippet(draft) || one.title, t("started", { at: dated(draft.started) }))));
  fill(part(el, "acts"), acts.map((act) => card(here.me, act)));
  none(el, acts);
  return el;
}

async function filling(pk, name) {
  const draft = await surveys.opened(name);
  if (!draft) return survey(pk);
  const el = show("filling");
  el.querySelector("[data-back]").href = `#/survey/${pk}`;
  el.querySelector("[data-back] span").textContent = draft.survey.title;
  part(el, "title").textContent = draft.survey.title;
  await surveys.draw(el, draft);
  return el;
}

async function unsent() {
  const el = show("queue"), open = here.acts.filter(queue.isOpen), kept = here.acts.filter((act) => act.state === "kept");
  part(el, "title").textContent = open.length ? t("unsent", { n: open.length }) : t("nothing_unsent");
  fill(part(el, "open"), open.map((act) => card(here.me, act)));
  fill(part(el, "kept"), kept.reverse().slice(0, 60).map((act) => card(here.me, act)));
  none(el, open, "no-open");
  return el;
}

async function leave() {
  const el = show("leave"), n = here.acts.filter(queue.isOpen).length, said = document.getElementById("leaving");
  said.hidden = !n;
  said.textContent = n ? t("leaving", { n }) : "";
  el.querySelector("[data-act=send]").hidden = !n;
  return el;
}

// A number alone, in a cookie, which a browser that is short of space does not clear: so that what was lost is not lost silently.
export function remember(n) {
  document.cookie = `sixia_unsent=${n}; path=/desk/field/; SameSite=Lax; max-age=${n ? 30 * 86_400 : 0}${location.protocol === "https:" ? "; Secure" : ""}`;
}
export const remembered = () => Number(document.cookie.match(/(?:^|; )sixia_unsent=(\d+)/)?.[1] ?? 0);

// The screen for the address, and the number of what waits in the head.
export async function draw() {
  await surveys.flush();
  here.acts = await queue.acts();
  const n = here.acts.filter(queue.isOpen).length, head = document.getElementById("unsent");
  head.hidden = !n;
  remember(n);
  head.querySelector("span").textContent = t("unsent", { n });
  const [, name, key, more] = location.hash.split("/");
  const el = await ({ day: () => more ? person(key, more) : day(key), visit: () => visit(key), queue: unsent, leave, office: () => more ? item(key, more) : office(key), survey: () => more ? filling(key, more) : survey(key) }[name] ?? home)();
  document.title = `${el.querySelector("h1").textContent} · ${t("app")}`;
}
