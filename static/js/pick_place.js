// [data-pick-place]: a place is set by a tap on the map, by dragging its mark, by arrow keys or by typing its two numbers.
import { degreesPer } from "./geo.js";
import { getSheet } from "./map.js";

const { L } = window;
const DECIMALS = 6;   // a tenth of a metre
const STEPS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const SVG = "http://www.w3.org/2000/svg";

const pinIcon = (symbols) => {
  const box = document.createElement("span");
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  box.className = "mk mk-pick";
  use.setAttribute("href", `${symbols}#mk-wait`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  box.append(svg);
  return L.divIcon({ html: box, className: "plate", iconSize: [36, 36] });
};

const bind = async (area) => {
  const element = area.querySelector("[data-map]");
  const form = area.closest("form");
  const input = (name) => form.elements.namedItem(name);
  const [latitude, longitude] = [input(area.dataset.latitude), input(area.dataset.longitude)];
  const radius = area.dataset.radiusInput ? input(area.dataset.radiusInput) : null;
  const { map, datum, symbols } = await getSheet(element);
  let marker = null;
  let fence = null;

  const typed = () => [latitude, longitude].map(({ value }) => (value.trim() === "" ? NaN : Number(value)));
  const isPlace = ([lat, lng]) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180;

  const drawFence = () => {
    fence?.remove();
    const metres = Number(radius?.value);
    fence = marker && metres > 0 ? L.circle(marker.getLatLng(), { radius: metres, className: "fence", interactive: false }).addTo(map) : null;
  };

  const write = () => {
    const { lat, lng } = marker.getLatLng();
    [latitude.value, longitude.value] = datum.stored([lat, lng]).map((degrees) => degrees.toFixed(DECIMALS));
    drawFence();
  };

  const move = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const { lat, lng } = marker.getLatLng();
    const metre = degreesPer(event.shiftKey ? 10 : 1, lat);
    marker.setLatLng([lat + step[0] * metre.lat, lng + step[1] * metre.lng]);
    write();
  };

  const place = (at) => {
    if (marker) marker.setLatLng(at);
    else {
      marker = L.marker(at, { draggable: true, autoPan: true, title: element.dataset.pickTitle, zIndexOffset: 900, icon: pinIcon(symbols) }).addTo(map);
      marker.on("drag", write);
      marker.getElement().addEventListener("keydown", move);
    }
    drawFence();
  };

  const follow = () => {
    const stored = typed();
    if (!isPlace(stored)) return;
    const at = datum.display(stored);
    place(at);
    if (!map.getBounds().pad(-0.1).contains(at)) map.panTo(at);
  };

  map.on("click", ({ latlng }) => { place(latlng); write(); });
  [latitude, longitude].forEach((field) => field.addEventListener("input", follow));
  radius?.addEventListener("input", drawFence);
  if (isPlace(typed())) {
    place(datum.display(typed()));
    map.setView(marker.getLatLng(), 17);
  }
};

document.querySelectorAll("[data-pick-place]").forEach(bind);
