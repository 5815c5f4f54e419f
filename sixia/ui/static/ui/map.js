// Maps on blank ground: boundaries and points from a json_script beside the element. Colours are classes, for the CSP and dark mode.
const classOf = (p, point) => [p.tone || (p.level !== undefined ? `m${p.level}` : ""), point ? "spot" : ""].join(" ").trim() || "m0";

function label(p) {
  const box = document.createElement("span");
  box.textContent = [p.name, p.value, p.note].filter((part) => part !== undefined && part !== null && part !== "").join(" · ");
  return box;
}

function open(element) {
  const L = window.L;
  const data = JSON.parse(document.getElementById(element.dataset.map).textContent);
  const map = L.map(element, { attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, zoomAnimation: false, fadeAnimation: false });
  const layer = L.geoJSON(data, {
    style: (feature) => ({ className: classOf(feature.properties ?? {}, false), fillOpacity: 1, weight: 1.5, fillColor: "", color: "" }),
    pointToLayer: (feature, at) => L.circleMarker(at, { className: classOf(feature.properties ?? {}, true), radius: 8, fillOpacity: 1, weight: 2 }),
    onEachFeature: (feature, shape) => {
      const p = feature.properties ?? {};
      if (p.name) shape.bindTooltip(label(p), { sticky: true });
      if (p.url && !element.dataset.pick) shape.on("click", () => { window.location.href = p.url; });
    },
  }).addTo(map);
  const bounds = layer.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12], maxZoom: 16 }); else map.setView([35, 105], 4);
  map.setMaxBounds(bounds.isValid() ? bounds.pad(0.5) : null);
  const field = element.dataset.pick && document.getElementById(element.dataset.pick);
  if (field) picking(L, map, field);
}

function picking(L, map, field) {
  let mark = null;
  const put = (at) => { mark ? mark.setLatLng(at) : (mark = L.circleMarker(at, { className: "bad spot", radius: 10, fillOpacity: 1 }).addTo(map)); };
  const known = field.value.split(",").map(Number);
  if (known.length === 2 && known.every(Number.isFinite) && field.value) { put(known); map.setView(known, 14); }
  map.on("click", (event) => {
    field.value = `${event.latlng.lat.toFixed(6)},${event.latlng.lng.toFixed(6)}`;
    put(event.latlng);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

document.querySelectorAll("[data-map]").forEach(open);
