// Keys: data-key="Enter" on a link, button or field; j, k and Enter in lists; ? shows what there is. Never while somebody types.
const typing = (el) => el.closest?.("input:not([type=checkbox],[type=radio],[type=submit],[type=button]), textarea, select, [contenteditable]");
const nameOf = (event) => (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.key.length === 1 ? event.key.toUpperCase() : event.key);
const ARROWS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
const shown = (el) => el.offsetParent !== null && !el.closest("[inert]") && el.getAttribute("aria-disabled") !== "true" && !el.disabled;
const rows = () => [...document.querySelectorAll(".list tbody tr[data-row]")];

function act(el) {
  if (el.matches("input:not([type=radio],[type=checkbox],[type=submit]), textarea, select")) { el.focus(); el.select?.(); }
  else { if (el.matches("a[href], button")) el.focus(); el.click(); }
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const now = all.findIndex((row) => row.contains(document.activeElement));
  const row = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))];
  (row.querySelector(".rowlink") ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function help() {
  const dialog = document.getElementById("keys");
  const list = dialog?.querySelector("dl");
  if (!list) return;
  const lines = rows().length ? [["J K", list.dataset.rows]] : [];
  document.querySelectorAll("[data-key]").forEach((el) => {
    if (!shown(el) || el.closest("dialog")) return;
    const copy = el.cloneNode(true);
    copy.querySelectorAll("kbd, svg, .num").forEach((part) => part.remove());
    lines.push([el.dataset.key, el.ariaLabel || el.labels?.[0]?.textContent || copy.textContent || el.placeholder || ""]);
  });
  if (!lines.length) return;
  list.replaceChildren(...lines.flatMap(([key, words]) => {
    const term = document.createElement("dt"), said = document.createElement("dd"), kbd = document.createElement("kbd");
    kbd.textContent = ARROWS[key] ?? key; said.textContent = words.trim(); term.append(kbd);
    return [term, said];
  }));
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const name = nameOf(event);
  const open = document.querySelector("dialog[open]");
  if (typing(event.target) && !/^(Ctrl|Alt)\+/.test(name)) { if (name === "Escape") event.target.blur(); return; }
  if (name === "Enter" && event.target.closest("a[href], button, summary, label, input")) return;
  const found = [...(open ?? document).querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find(shown);
  if (found) { event.preventDefault(); act(found); return; }
  if (open) return;
  if (name === "?") { help(); return; }
  if ((name === "J" && step(1)) || (name === "K" && step(-1))) event.preventDefault();
});
