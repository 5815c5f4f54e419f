// What applies, what can be chosen and what does not fit in a survey form, worked out in the browser as the server does it
// (rules/evaluating.py, rules/answering.py). Knows no page. Expressions come as trees; nothing is ever run as code.

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const DAY = /^(\d{4})-(\d\d)-(\d\d)(T.*)?$/;
const ROUNDS = 8;
const MOST_MATCHED = 200;
const each = (value) => (Array.isArray(value) ? value : [value]);

export function text(value) {
  if (Array.isArray(value)) return value.length ? value[0] : "";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "string") return value;
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return String(Number.isInteger(value) ? value : Math.round(value * 1e10) / 1e10);
}

export function number(value) {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  const said = text(value).trim();
  if (NUMBER.test(said)) return Number(said);
  const found = DAY.exec(said);
  if (!found) return NaN;
  const [year, month, day] = found.slice(1, 4).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / 86400000 : NaN;
}

export function truth(value) {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return !(value === 0 || Number.isNaN(value));
  return value.length > 0;
}

function same(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return truth(left) === truth(right);
  if (typeof left === "number" || typeof right === "number") return number(left) === number(right);
  return left === right;
}

const COMPARE = { "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b };
const SUMS = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, div: (a, b) => a / b, mod: (a, b) => a % b };
const numbers = (values) => values.flatMap(each).filter((one) => one !== "").map(number);
const most = (pick) => (...values) => {
  const found = numbers(values);
  return found.length && !found.some(Number.isNaN) ? pick(...found) : NaN;
};
const signs = (value) => Array.from(text(value));

const FUNCTIONS = {
  true: () => true,
  false: () => false,
  not: (x) => !truth(x),
  boolean: truth,
  number,
  string: text,
  int: (x) => Math.trunc(number(x)),
  round: (x, digits = 0) => {
    const scale = 10 ** Math.max(-9, Math.min(9, Math.trunc(number(digits))));
    return Math.floor(number(x) * scale + 0.5) / scale;
  },
  abs: (x) => Math.abs(number(x)),
  date: text,
  "string-length": (x) => signs(x).length,
  "normalize-space": (x) => text(x).trim().split(/\s+/).join(" "),
  contains: (x, y) => text(x).includes(text(y)),
  "starts-with": (x, y) => text(x).startsWith(text(y)),
  "ends-with": (x, y) => text(x).endsWith(text(y)),
  substr: (x, begin, end) => {
    const said = signs(x);
    const first = number(begin);
    const last = end === undefined ? said.length : number(end);
    if (Number.isNaN(first) || Number.isNaN(last)) return "";
    const inside = (at) => Math.trunc(Math.max(0, Math.min(at, said.length)));
    return said.slice(inside(first), inside(last)).join("");
  },
  concat: (...given) => given.flatMap((value) => (Array.isArray(value) ? value : [text(value)])).join(""),
  regex: (x, pattern) => signs(x).length <= MOST_MATCHED && new RegExp(`^(?:${text(pattern)})$`).test(text(x)),
  selected: (x, y) => text(y) !== "" && text(x).split(" ").includes(text(y)),
  "count-selected": (x) => text(x).split(/\s+/).filter(Boolean).length,
  coalesce: (x, y) => text(x) || text(y),
  count: (x) => (Array.isArray(x) ? x.length : Number(x !== "")),
  sum: (x) => numbers([x]).reduce((total, one) => total + one, 0),
  min: most(Math.min),
  max: most(Math.max),
};

// The value of a tree. `scene` has lookup(name), own, row, today, now.
export function evaluate(tree, scene) {
  const [kind, ...rest] = tree;
  if (kind === "num" || kind === "str") return rest[0];
  if (kind === "ref") return scene.lookup(rest[0]);
  if (kind === "self") return scene.own ?? "";
  if (kind === "col") return (scene.row || {})[rest[0]] ?? "";
  if (kind === "neg") return -number(evaluate(rest[0], scene));
  return kind === "op" ? operation(rest, scene) : call(rest, scene);
}

function operation([sign, first, second], scene) {
  const left = evaluate(first, scene);
  if (sign === "or" || sign === "and") {
    const known = truth(left);
    return known === (sign === "or") ? known : truth(evaluate(second, scene));
  }
  const right = evaluate(second, scene);
  const pairs = each(left).flatMap((one) => each(right).map((other) => [one, other]));
  if (sign === "=" || sign === "!=") return pairs.some(([one, other]) => same(one, other) === (sign === "="));
  if (sign in COMPARE) return pairs.some(([one, other]) => COMPARE[sign](number(one), number(other)));
  return SUMS[sign](number(left), number(right));
}

function call([name, ...given], scene) {
  if (name === "if") return evaluate(truth(evaluate(given[0], scene)) ? given[1] : given[2], scene);
  if (name === "today" || name === "now") return scene[name];
  return FUNCTIONS[name](...given.map((part) => evaluate(part, scene)));
}

// An answer as expressions see it.
export function plain(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(plain).join(" ");
  return typeof value === "number" ? text(value) : String(value);
}

const empty = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

// A form with answers in hand: settle() works out what applies and what is calculated; then applies(), options() and wrong().
export class State {
  constructor(definition, answers, at = new Date()) {
    this.definition = definition;
    this.answers = answers;
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString();
    this.today = local.slice(0, 10);
    this.now = local.slice(0, 19);
    this.off = new Set();
    this.nodes = new Map();
    this.repeats = new Map();
    this.index(definition.nodes, "");
  }

  index(nodes, repeat) {
    for (const node of nodes) {
      this.nodes.set(node.name, node);
      if (repeat) this.repeats.set(node.name, repeat);
      if (node.nodes) this.index(node.nodes, node.kind === "repeat" ? node.name : repeat);
    }
  }

  settle() {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = JSON.stringify([[...this.off].sort(), this.answers]);
      this.pass(this.definition.nodes, -1, true);
      if (before === JSON.stringify([[...this.off].sort(), this.answers])) break;
    }
    return this;
  }

  times(name) {
    return this.answers[name] || [];
  }

  applies(name, at = -1) {
    return !this.off.has(`${name}/${at}`);
  }

  holder(name, at) {
    const repeat = this.repeats.get(name);
    return repeat ? this.times(repeat)[at] : this.answers;
  }

  value(name, at = -1) {
    const repeat = this.repeats.get(name) || "";
    if (this.nodes.get(name).kind === "repeat") return this.applies(name) ? this.times(name).map((_row, i) => String(i + 1)) : [];
    if (repeat && at < 0) return this.times(repeat).map((_row, i) => this.one(name, i));
    return this.one(name, repeat ? at : -1);
  }

  one(name, at) {
    return this.applies(name, at) ? plain(this.holder(name, at)[name]) : "";
  }

  scene(at, own = "", row = {}) {
    return { lookup: (name) => this.value(name, at), own, row, today: this.today, now: this.now };
  }

  says(node, key, at, own = "") {
    return !(key in node) || truth(evaluate(node[key], this.scene(at, own)));
  }

  options(node, at = -1) {
    const found = this.definition.lists[node.list] || [];
    return node.filter ? found.filter((choice) => truth(evaluate(node.filter, this.scene(at, "", choice.row)))) : found;
  }

  pass(nodes, at, above) {
    for (const node of nodes) {
      const here = above && this.says(node, "relevant", at);
      if (here) this.off.delete(`${node.name}/${at}`);
      else this.off.add(`${node.name}/${at}`);
      if (node.kind === "repeat") this.times(node.name).forEach((_row, i) => this.pass(node.nodes, i, here));
      else if (node.kind === "group") this.pass(node.nodes, at, here);
      else if (node.kind === "calculate" && node.calculation) {
        this.holder(node.name, at)[node.name] = here ? text(evaluate(node.calculation, this.scene(at))).replace(/^NaN$/, "") : "";
      }
    }
  }

  // What is wrong with an answer: "" for nothing, else required, choice or constraint.
  wrong(node, at = -1) {
    const value = this.holder(node.name, at)[node.name];
    if (empty(value)) return "required" in node && this.says(node, "required", at) ? "required" : "";
    if (node.list) {
      const free = new Set(this.options(node, at).map((choice) => choice.name));
      if (!each(value).every((one) => free.has(one))) return "choice";
    }
    return this.says(node, "constraint", at, plain(value)) ? "" : "constraint";
  }
}
