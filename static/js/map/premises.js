// Premises round the schools as small squares: with a "!" where a rule keeps them away, filled where their check is overdue.
import { shape } from "./marks.js";

const { L } = window;
const SIZE = 18;
const SIZE_OF_ASKING = 23;   // flagged or overdue
const WORDS_FROM_PX = 60;    // of the ring of 200 m: below it the words would cover one another
const AIR_PX = 3;

export const sizeOfSite = ({ is_flagged: flagged, is_late: late }) => (flagged || late ? SIZE_OF_ASKING : SIZE);

const plate = (site, symbols) => {
  const box = document.createElement(site.url ? "a" : "span");
  const sign = document.createElement("b");
  box.className = "mk mk-site";
  box.classList.toggle("is-flagged", site.is_flagged);
  box.classList.toggle("is-overdue", site.is_late);
  box.title = site.label;
  box.draggable = false;
  if (site.url) box.href = site.url;
  else box.setAttribute("role", "img");
  box.setAttribute("aria-label", site.label);
  sign.textContent = site.is_flagged ? "!" : "";
  box.append(shape(symbols, "site", false), sign);
  return box;
};

const depthOfSite = ({ is_flagged: flagged, is_late: late }) => (late ? 60 : 0) + (flagged ? 30 : 0);   // below every point

// Draws premises on a map; returns their markers.
export const drawPremises = (map, premises, { display, symbols }) => premises.map((site) => {
  const size = sizeOfSite(site);
  const icon = L.divIcon({ html: plate(site, symbols), className: "plate", iconSize: [size, size] });
  const at = display([site.lat, site.lng]);
  return L.marker(at, { site, icon, keyboard: false, riseOnHover: true, zIndexOffset: depthOfSite(site) }).addTo(map);
});

// Writes what they are beside the marks, where 200 m are long enough on the map for words.
export const nameKinds = (markers, ring) => markers.forEach((marker) => {
  const { site } = marker.options;
  const isShown = ring >= WORDS_FROM_PX;
  if (isShown && !marker.getTooltip()) {
    const offset = [sizeOfSite(site) / 2 + AIR_PX, 0];
    marker.bindTooltip(document.createTextNode(site.word), { permanent: true, direction: "right", offset, interactive: false });
  } else if (!isShown) marker.unbindTooltip();
});
