// The survey sheet under the points: the station's outline, squares of 500 m, rings of 200 m round the schools, their names.
import { degreesPer } from "../geo.js";
import { placeLabels } from "./labels.js";

const { L } = window;
const SQUARE_M = 500;
const ZONE_M = 200;
const SQUARES = 30;   // on each side of the middle: fifteen kilometres are more than a station has
const FAR_BELOW_PX = 4;   // of a ring: the squares would be a haze
const SOMEWHERE = { lat: 29.519, lng: 106.489 };

const drawGrid = (map, middle, display) => {
  const step = degreesPer(SQUARE_M, middle.lat);
  const south = Math.round(middle.lat / step.lat - SQUARES) * step.lat;
  const west = Math.round(middle.lng / step.lng - SQUARES) * step.lng;
  const [north, east] = [south + 2 * SQUARES * step.lat, west + 2 * SQUARES * step.lng];
  const lines = Array.from({ length: 2 * SQUARES + 1 }, (_, i) => [
    [[south + i * step.lat, west], [south + i * step.lat, east]],
    [[south, west + i * step.lng], [north, west + i * step.lng]],
  ]).flat();
  L.polyline(lines.map((ends) => ends.map(display)), { className: "grid", interactive: false }).addTo(map).bringToBack();
};

// How many pixels 200 m are at the map's zoom.
export const zonePixels = (map) => {
  const lat = map.getCenter().lat;
  const step = degreesPer(ZONE_M, lat);
  return Math.abs(map.project([lat, step.lng]).x - map.project([lat, 0]).x);
};

// Draws the ground of `data`; returns its bounds (null when there is nothing on it) and how to place the names anew.
export const drawGround = (map, data, { display, labels }) => {
  const ground = L.featureGroup().addTo(map);
  const schools = (data.schools ?? []).map((school) => ({ ...school, at: L.latLng(display([school.lat, school.lng])) }));
  if (data.outline?.length > 2) {
    L.polygon(data.outline.map(display), { className: "station", interactive: false }).addTo(ground);
  }
  schools.forEach(({ at }) => L.circle(at, { radius: ZONE_M, className: "zone", interactive: false }).addTo(ground));
  const bounds = ground.getLayers().length ? ground.getBounds() : L.latLngBounds([]);
  // What lies beyond the squares is left out of the first view: the station would be a dot in it.
  const middle = bounds.isValid() ? bounds.getCenter() : null;
  [...(data.points ?? []), ...(data.premises ?? [])].map(({ lat, lng }) => L.latLng(display([lat, lng])))
    .filter((place) => !middle || middle.distanceTo(place) < SQUARES * SQUARE_M)
    .forEach((place) => bounds.extend(place));
  drawGrid(map, bounds.isValid() ? bounds.getCenter() : SOMEWHERE, display);
  ground.eachLayer((layer) => { if (layer.options.className === "station") layer.bringToBack(); });
  const edge = (data.outline ?? []).map(display);
  const relabel = (marks) => {
    const ring = zonePixels(map);
    map.getContainer().classList.toggle("is-far", ring < FAR_BELOW_PX);
    if (labels) placeLabels(map, { schools, edge, ring, marks });
  };
  return { bounds: bounds.isValid() ? bounds : null, relabel };
};
