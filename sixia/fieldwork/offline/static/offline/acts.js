// What the device knows: what it took along, and on top of that what was written on it since.
export const here = { me: null, pack: null, acts: [] };
const words = JSON.parse(document.getElementById("words").textContent);
export const t = (name, values = {}) => (words[name] ?? name).replace(/%\((\w+)\)s/g, (_all, key) => values[key] ?? "");

const STEPS = ["booked", "waiting", "called", "seated", "done"], AFTER = { "reception.arrive": 1, "reception.sit": 3, "reception.finish": 4 };
const counts = (act) => act.state === "waiting" || act.state === "kept";

export const dayOf = (pk) => here.pack?.days.find((day) => String(day.pk) === String(pk));
export const visitOf = (pk) => here.pack?.visits.find((visit) => String(visit.pk) === String(pk));
export const surveyOf = (pk) => here.pack?.surveys?.find((survey) => String(survey.survey) === String(pk));
export const officeOf = (pk) => here.pack?.offices.find((office) => String(office.pk) === String(pk));
export const stateOfOffice = (office) => here.acts.some((act) => act.verb === "onsite.open" && act.fields.office === office.pk && counts(act)) ? "open" : office.state;
const DECIDING = ["solved", "ordered", "explained", "carried"];

// The agenda, and what was raised on the spot since.
export function agenda(office) {
  const known = new Map(office.items.map((item) => [String(item.key), { ...item }]));
  for (const act of here.acts) if (act.verb === "onsite.add" && act.fields.office === office.pk && !office.items.some((item) => item.title === act.fields.title)) known.set(act.name, { key: act.name, title: act.fields.title });
  for (const act of here.acts) if (act.verb === "onsite.decide" && counts(act) && DECIDING.includes(act.fields.kind) && known.has(String(act.fields.item))) known.get(String(act.fields.item)).decided = true;
  return [...known.values()];
}

export const stateOfDay = (day) => here.acts.some((act) => act.verb === "reception.open" && act.fields.day === day.pk && counts(act)) ? "open" : day.state;

function stepOf(key, state) {
  const taken = here.acts.filter((act) => act.fields.booking === key && counts(act)).map((act) => AFTER[act.verb] ?? 0);
  return STEPS[Math.max(STEPS.indexOf(state), ...taken, 0)];
}

// Everybody of a day: those who had booked, and those who came since.
export function people(day) {
  const known = new Map(day.bookings.map((one) => [one.key, { ...one, state: stepOf(one.key, one.state) }]));
  for (const act of here.acts) {
    if (act.verb !== "reception.book" || act.fields.day !== day.pk || known.has(act.name)) continue;
    known.set(act.name, { key: act.name, number: null, at: "", about: act.fields.about, name: act.fields.name, people: act.fields.people ?? 1, state: stepOf(act.name, "booked"), own: true });
  }
  return [...known.values()].sort((a, b) => STEPS.indexOf(b.state) % 4 - STEPS.indexOf(a.state) % 4);
}
export const personOf = (day, key) => people(day).find((one) => one.key === key);
export const titleOf = (one) => one.number ? t("number", { n: one.number }) : one.name || t(one.own ? "came" : "booked");

export function stateOfVisit(visit) {
  const held = here.acts.filter((act) => act.verb === "visits.hold" && act.fields.visit === visit.pk && counts(act)).at(-1);
  return { state: held ? "held" : visit.state, met: held?.fields.met ?? visit.met };
}
export const actsOn = (field, key) => here.acts.filter((act) => String(act.fields[field]) === String(key));

// A word of the pack's lists back from the name somebody has chosen.
export function listed(kind, typed) {
  const row = (here.pack?.[kind] ?? []).find(([, label]) => label === typed.trim());
  return row ? row[0] : null;
}
export const dated = (text) => text ? new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone: here.pack?.zone }).format(new Date(text)) : "";
