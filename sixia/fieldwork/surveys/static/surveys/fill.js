// A survey form on a page: hides what does not apply, offers the choices that fit, and says what is wrong while there is time.
// Without this script the page works too: then the server does all of it.

import { State, number as toNumber } from "./logic.js";

const PREFIX = "q-";

// The answers that stand in a form now, flat by question name, a repeat as a list.
export function collect(form, definition) {
  const answers = {};
  const into = (place) => {
    const [repeat, index, name] = place.split(".");
    if (name === undefined) return [answers, repeat];
    const rows = (answers[repeat] ||= []);
    while (rows.length < Number(index)) rows.push({});
    return [rows[Number(index) - 1], name];
  };
  const several = new Set();
  const walk = (nodes) => nodes.forEach((node) => { if (node.kind === "select_multiple") several.add(node.name); if (node.nodes) walk(node.nodes); });
  walk(definition.nodes);
  for (const field of form.elements) {
    if (!field.name.startsWith(PREFIX) || field.name.includes("__N__")) continue;
    const [holder, name] = into(field.name.slice(PREFIX.length));
    if (field.type === "radio" || field.type === "checkbox") {
      if (several.has(name)) { holder[name] ||= []; if (field.checked) holder[name].push(field.value); } else if (field.checked) holder[name] = field.value;
    } else if (field.type === "file") holder[name] = field.files.length ? field.files[0].name : "";
    else holder[name] = field.value.trim();
  }
  return answers;
}

export function bind(form, definition) {
  const said = (texts) => (texts && (texts[form.dataset.language] || Object.values(texts)[0])) || "";
  const words = (node, wrong) => (wrong === "required" && said(node.required_message)) || (wrong === "constraint" && said(node.message)) || form.dataset[wrong];
  const boxes = () => [...form.querySelectorAll("[data-node]")].filter((box) => box.dataset.at !== "-2");
  const state = () => new State(definition, collect(form, definition)).settle();

  function show(box, node, wrong) {
    const fault = box.querySelector("[data-fault]");
    if (!fault) return;
    fault.hidden = !wrong;
    fault.firstElementChild.textContent = wrong ? words(node, wrong) : "";
    box.classList.toggle("wrong", Boolean(wrong));
  }

  function offer(box, node, now, at) {
    const free = new Set(now.options(node, at).map((choice) => choice.name));
    for (const input of box.querySelectorAll("input[type=radio], input[type=checkbox], option")) {
      if (input.value === "") continue;
      const off = !free.has(input.value);
      (input.closest("label") || input).hidden = off;
      input.disabled = off;
      if (off) { input.checked = false; input.selected = false; }
    }
  }

  function unfit(node, value) {
    if (value === "" || value === undefined) return false;
    if (node.kind === "integer") return !/^[+-]?\d{1,15}$/.test(value);
    return node.kind === "decimal" && Number.isNaN(toNumber(value));
  }

  function refresh(touched) {
    const now = state();
    for (const box of boxes()) {
      const node = now.nodes.get(box.dataset.node);
      const at = Number(box.dataset.at);
      const off = !now.applies(node.name, at) || (node.filter && !now.options(node, at).length);
      if (box.hidden !== off) box.hidden = off;
      if (off || node.nodes || !node.number) continue;
      if (node.filter) offer(box, node, now, at);
      const wrong = unfit(node, now.holder(node.name, at)[node.name]) ? "constraint" : now.wrong(node, at);
      if (touched === box && wrong !== "required") show(box, node, wrong);
      else if (!wrong) show(box, node, "");
    }
    return now;
  }

  form.addEventListener("input", () => refresh(null));
  form.addEventListener("change", (event) => refresh(event.target.closest("[data-node]")));
  form.addEventListener("click", (event) => {
    const more = event.target.closest("button[name=more]");
    if (more) {
      event.preventDefault();
      const section = more.closest("[data-repeat]");
      const number = section.querySelectorAll(":scope > [data-time]").length + 1;
      const template = section.querySelector(":scope > template");
      const holder = document.createElement("div");
      holder.innerHTML = template.innerHTML.replaceAll("__N__", String(number)).replaceAll('data-at="-2"', `data-at="${number - 1}"`);
      const block = holder.firstElementChild;
      template.before(block);
      refresh(null);
      block.querySelector("input, select, textarea")?.focus();
    }
    const locate = event.target.closest("[data-locate]");
    if (locate) {
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        document.getElementById(locate.dataset.locate).value = `${coords.latitude.toFixed(6)} ${coords.longitude.toFixed(6)}`;
        refresh(null);
      });
    }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "more") return;
    const now = refresh(null);
    let first = null;
    for (const box of boxes()) {
      const node = now.nodes.get(box.dataset.node);
      if (node.nodes || !node.number || box.closest("[hidden]")) continue;
      if (node.kind === "image") continue;
      const at = Number(box.dataset.at);
      const wrong = unfit(node, now.holder(node.name, at)[node.name]) ? "constraint" : now.wrong(node, at);
      show(box, node, wrong);
      if (wrong) first ||= box;
    }
    if (first) {
      event.preventDefault();
      first.querySelector("input:not([hidden]), select, textarea")?.focus();
      first.scrollIntoView({ block: "center" });
    }
  });
  if (navigator.geolocation) form.querySelectorAll("[data-locate]").forEach((button) => { button.hidden = false; });
  refresh(null);
}

const form = document.querySelector("form[data-survey]");
const definition = document.getElementById("survey-definition");
if (form && definition) bind(form, JSON.parse(definition.textContent));
