// Typing in from paper: Enter goes to the next field, and sends after the last one.
document.querySelector("form[data-typing]")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.target.tagName !== "INPUT") return;
  const fields = [...event.currentTarget.querySelectorAll("input:not([type=hidden])")];
  const next = fields[fields.indexOf(event.target) + 1];
  event.preventDefault();
  (next || event.currentTarget.querySelector("button")).focus();
  next?.select();
});
