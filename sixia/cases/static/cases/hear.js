// A guess becomes a field's value by one click: data-fill names the field, data-value or data-from gives what to put there.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  const field = document.getElementById(button.dataset.fill);
  if (!field) return;
  field.value = button.dataset.value ?? document.getElementById(button.dataset.from)?.textContent ?? "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});
