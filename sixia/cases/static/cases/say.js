// Comforts of saying it: how many characters are left, finding a village by typing, a live view of who sees what. All works without.
const box = document.getElementById("id_text");
const counter = document.querySelector("[data-count]");
const count = () => {
  const over = [...box.value].length - Number(box.dataset.most);
  counter.hidden = over < -1000;
  counter.textContent = `${[...box.value].length} / ${box.dataset.most}`;
};
if (box && counter) { box.addEventListener("input", count); count(); }

const finder = document.querySelector("[data-find]");
const select = document.getElementById("id_place");
if (finder && select) search(finder, select);

function search(holder, list) {
  const field = holder.querySelector("input");
  const found = holder.querySelector("ul");
  let timer = 0, at = -1;
  holder.hidden = false;
  const options = [...list.querySelectorAll("option")].filter((o) => o.value);
  const lines = options.map((o) => ({ value: o.value, name: o.label, town: o.parentElement.label ?? "" }));
  const close = () => { found.hidden = true; field.setAttribute("aria-expanded", "false"); at = -1; };
  const pick = (line) => { list.value = line.value; field.value = `${line.town} ${line.name}`; close(); list.dispatchEvent(new Event("change", { bubbles: true })); };
  const show = () => {
    const typed = field.value.replace(/\s+/g, "");
    const hits = typed ? lines.filter((line) => `${line.town}${line.name}`.includes(typed)).slice(0, 8) : [];
    found.replaceChildren(...hits.map((line, number) => {
      const row = document.createElement("li");
      row.role = "option"; row.id = `found-${number}`; row.textContent = `${line.town} ${line.name}`;
      row.addEventListener("mousedown", (event) => { event.preventDefault(); pick(line); });
      return row;
    }));
    found.hidden = !hits.length; at = -1;
    field.setAttribute("aria-expanded", String(!!hits.length));
    field.hits = hits;
  };
  const mark = () => [...found.children].forEach((row, number) => { row.setAttribute("aria-selected", String(number === at)); if (number === at) field.setAttribute("aria-activedescendant", row.id); });
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 80); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || found.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); at = (at + (event.key === "ArrowDown" ? 1 : -1) + field.hits.length) % field.hits.length; mark(); }
    if (event.key === "Enter") { event.preventDefault(); pick(field.hits[Math.max(at, 0)]); }
    if (event.key === "Escape") close();
  });
}

const spot = document.getElementById("id_spot");
spot?.addEventListener("change", async () => {
  const [lat, lon] = spot.value.split(",");
  const answer = await fetch(`/places/at?lat=${lat}&lon=${lon}`).then((r) => (r.ok ? r.json() : { places: [] }), () => ({ places: [] }));
  const place = answer.places[0];
  const option = place && [...select.options].find((o) => o.label === place.name && (place.label === place.name || place.label.startsWith(o.parentElement.label ?? "")));
  if (option) { select.value = option.value; select.dispatchEvent(new Event("change", { bubbles: true })); }
});
