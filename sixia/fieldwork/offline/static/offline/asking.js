// A survey form drawn from its definition, as the page of the survey draws it; what hides, offers and checks is surveys/fill.js.
import { t } from "./acts.js";

const LONG_LIST = 12, BLANK = -2, UNSEEN = ["calculate", "start", "end", "today"];
const INPUTS = { integer: { inputMode: "numeric" }, decimal: { inputMode: "decimal" }, date: { type: "date" }, time: { type: "time" } };

export function make(tag, given = {}, ...inside) {
  const { data = {}, ...rest } = given, el = Object.assign(document.createElement(tag), rest);
  Object.assign(el.dataset, data);
  el.append(...inside.filter(Boolean));
  return el;
}

// Every part of the form, with the answers that stand already.
export function ask(definition, language, answers) {
  const said = (texts) => (texts && (texts[language] || Object.values(texts).find(Boolean))) || "";
  const hint = (node) => said(node.hint) && make("p", { className: "helptext" }, said(node.hint));

  function parts(nodes, given, place, at) {
    return nodes.filter((node) => !UNSEEN.includes(node.kind)).map((node) => part(node, given, place, at));
  }

  function part(node, given, place, at) {
    const data = { node: node.name, at }, label = said(node.label);
    if (node.kind === "note") return make("p", { className: "note", data }, make("span", { className: "pre" }, label));
    if (node.kind === "group") return make("fieldset", { className: "group stack", data }, label && make("legend", {}, make("b", {}, label)), hint(node), ...parts(node.nodes, given, place, at));
    return node.kind === "repeat" ? repeat(node, given[node.name], label) : question(node, given[node.name] ?? node.default ?? "", `${place}${node.name}`, data, label);
  }

  function repeat(node, rows, label) {
    const time = (row, number, at) => make("fieldset", { className: "card sunk stack", data: { time: "" } }, make("legend", { className: "chip plain" }, String(number)), ...parts(node.nodes, row, `${node.name}.${number}.`, at));
    const blank = document.createElement("template"), more = make("button", { type: "button", name: "more", value: node.name, className: "btn quiet" }, t("one_more"));
    blank.content.append(time({}, "__N__", BLANK));
    const made = make("section", { className: "stack", data: { node: node.name, at: -1, repeat: node.name } }, label && make("h2", {}, label), hint(node),
      ...(rows?.length ? rows : [{}]).map((row, i) => time(row, i + 1, i)), blank, make("div", {}, more));
    made.setAttribute("aria-label", label || node.name);
    return made;
  }

  function question(node, value, place, data, label) {
    const id = `id-${place.replaceAll(".", "-")}`, choices = definition.lists[node.list] ?? [], folded = node.kind === "select_one" && choices.length > LONG_LIST;
    const must = JSON.stringify(node.required) === '["call","true"]', open = choices.length > 0 && !folded;
    const title = [label, must && make("span", { className: "must" }, t("required"))];
    const help = make("div", { id: `${id}-hint` }, hint(node), make("ul", { className: "errorlist", hidden: true, data: { fault: "" } }, make("li")));
    const field = open ? options(node, value, place, id, choices) : [folded ? list(value, choices) : input(node, value, must)];
    if (open) {
      const box = make("fieldset", {}, make("legend", {}, ...title), help, field);
      box.setAttribute("aria-describedby", help.id);
      return make("div", { className: "field", data }, box);
    }
    Object.assign(field[0], { name: `q-${place}`, id }).setAttribute("aria-describedby", help.id);
    return make("div", { className: "field", data }, make("label", { htmlFor: id }, ...title), help, ...field, node.kind === "geopoint" && navigator.geolocation && locate(id));
  }

  function options(node, value, place, id, choices) {
    const type = node.kind === "select_multiple" ? "checkbox" : "radio", chosen = Array.isArray(value) ? value : String(value).split(" ");
    return make("div", { className: choices.length > 3 ? "opts down" : "opts" }, ...choices.map((one, i) =>
      make("label", { htmlFor: `${id}-${i}` }, make("input", { type, name: `q-${place}`, value: one.name, id: `${id}-${i}`, checked: chosen.includes(one.name), defaultChecked: chosen.includes(one.name) }), make("span", {}, said(one.label) || one.name))));
  }

  const option = (name, words, chosen) => make("option", { value: name, selected: chosen, defaultSelected: chosen }, words);
  const list = (value, choices) => make("select", {}, option("", t("choose"), !value), ...choices.map((one) => option(one.name, said(one.label) || one.name, one.name === value)));

  function input(node, value, must) {
    if (node.kind === "image") return make("input", { type: "file", accept: "image/*", data: { picture: value } });
    const many = node.kind === "text" && node.appearance?.includes("multiline");
    const made = make(many ? "textarea" : "input", { ...(many ? { rows: 3 } : { type: "text" }), ...INPUTS[node.kind], maxLength: 4000, autocomplete: "off", value: Array.isArray(value) ? value.join(" ") : String(value), readOnly: Boolean(node.readonly) });
    if (!many && node.kind !== "text") made.className = "short";
    if (must) made.setAttribute("aria-required", "true");
    return made;
  }
  const locate = (id) => make("button", { type: "button", className: "btn quiet small", data: { locate: id } }, t("where_now"));

  return parts(definition.nodes, answers, "", -1);
}
