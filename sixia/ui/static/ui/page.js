// What every page needs: focus on what went wrong, dialogs, confirmations, no double sending, autosubmit of filters.
const focusOn = (root) => root.querySelector?.("[data-focus]")?.focus();
document.addEventListener("DOMContentLoaded", () => focusOn(document));
document.addEventListener("htmx:after:swap", () => focusOn(document));

// A table that scrolls sideways is scrolled with the arrow keys too.
const reach = () => document.querySelectorAll(".scroll").forEach((box) => {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
});
["DOMContentLoaded", "htmx:after:swap"].forEach((name) => document.addEventListener(name, reach));
["resize", "load"].forEach((name) => window.addEventListener(name, reach));

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) { document.getElementById(opener.dataset.dialog)?.showModal(); event.preventDefault(); return; }
  const closer = event.target.closest("[data-close]");
  if (closer) { closer.closest("dialog")?.close(); event.preventDefault(); return; }
  if (event.target.closest("[data-print]")) { window.print(); event.preventDefault(); return; }
  const copy = event.target.closest("[data-copy]");
  if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => { copy.dataset.copied = ""; copy.querySelector("[data-done]")?.removeAttribute("hidden"); });
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]") && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
});

// A form sent twice is a matter told twice: the button rests until the page changes or comes back from the cache. Where the
// page was itself the answer to a form, `data-back` says where the way back leads: the browser would ask to send that again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again") || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  setTimeout(() => { if (!event.defaultPrevented) { form.dataset.sent = "1"; if (form.dataset.back) history.replaceState(null, "", form.dataset.back); form.querySelectorAll("button").forEach((b) => b.setAttribute("aria-disabled", "true")); } });
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; form.querySelectorAll("button").forEach((b) => b.removeAttribute("aria-disabled")); });
});
