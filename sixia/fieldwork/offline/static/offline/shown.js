// How acts and lines are shown. Text is always text, never markup.
import { t } from "./acts.js";
import * as queue from "./queue.js";

const one = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const TONES = { waiting: "warn", kept: "ok", refused: "bad", conflict: "bad" };
export const SENT_AGAIN = "sixia:send";

export function line(url, words, more = "") {
  const made = one("line");
  made.firstElementChild.href = url;
  made.firstElementChild.textContent = words;
  made.lastElementChild.textContent = more;
  return made;
}

export function chip(el, words, tone = "") { el.textContent = words; el.className = `chip ${tone}`; }

function textOf(act) {
  const { fields } = act;
  return [fields.text ?? fields.about ?? act.title, fields.met === undefined ? "" : String(fields.met), fields.due_on].filter(Boolean).join(" · ");
}

function more(act) {
  const said = [act.photos.length && t("photos", { n: act.photos.length }), act.lost && t("photos_lost", { n: act.lost }), act.photoSaid];
  if (act.shown?.passcode) said.push(t("receipt", act.shown));
  return said.filter(Boolean).join(" · ");
}

function button(words, act, tone = "quiet") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn small ${tone}`;
  made.textContent = words;
  made.addEventListener("click", async () => { made.disabled = true; await act(); dispatchEvent(new Event(SENT_AGAIN)); });
  return made;
}

// One act as a card, with what can be done about it.
export function card(me, act) {
  const made = one("act"), put = (name, words) => { const el = made.querySelector(`[data-${name}]`); el.textContent = words; el.hidden = !words; };
  put("what", t(act.verb) + (act.label && act.label !== t(act.verb) ? ` · ${act.label}` : ""));
  put("text", textOf(act)); put("more", more(act)); put("sentence", queue.isOpen(act) ? act.sentence ?? "" : "");
  chip(made.querySelector("[data-state]"), t(act.state), TONES[act.state]);
  const buttons = made.querySelector("[data-buttons]");
  if (act.state === "conflict") buttons.append(
    button(t("mine", { n: act.fields.met }), () => queue.again(act, { base: act.version }), ""),
    button(t("theirs", { n: act.theirs }), () => queue.giveUp(me, act)));
  if (act.state === "refused") buttons.append(button(t("again"), () => queue.again(act, {})));
  if (act.state === "refused" || act.state === "waiting") buttons.append(sure(t("take_off"), () => queue.giveUp(me, act)));
  if (act.state === "kept" && act.url) { const link = document.createElement("a"); link.href = act.url; link.textContent = t("look"); buttons.append(link); }
  buttons.hidden = !buttons.children.length;
  return made;
}

// Clears something: asked twice.
function sure(words, act) {
  const made = button(words, act, "grave");
  made.addEventListener("click", (event) => { if (made.dataset.asked) return; event.stopImmediatePropagation(); made.dataset.asked = "1"; made.textContent = t("sure"); }, { capture: true });
  return made;
}

export const fill = (list, rows) => list.replaceChildren(...rows);
