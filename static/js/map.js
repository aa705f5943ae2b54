// [data-map]: outline, squares, school zones, premises, a route and points on a base map or on the plain ground.
// Data: the json_script that data-map-source names, and points as GeoJSON from data-map-geojson.
import { datumOf, layBaseMap } from "./map/base_map.js";
import { drawGround, zonePixels } from "./map/ground.js";
import { SMALL_BELOW_PX, depthOf, iconOf, layerFor, sizeOf, shape } from "./map/marks.js";
import { drawPremises, nameKinds, sizeOfSite } from "./map/premises.js";
import { drawRoute } from "./map/route.js";

const { L } = window;
const START = { center: [29.519, 106.489], zoom: 14 };
const MAX_ZOOM = 19;
const sheets = new Map();

const readData = async ({ mapSource, mapGeojson, mapPointUrl }) => {
  const data = mapSource ? JSON.parse(document.getElementById(mapSource).textContent) : {};
  if (!mapGeojson) return data;
  const answer = await fetch(mapGeojson);
  if (!answer.ok) return data;
  const { features } = await answer.json();
  const points = features.map(({ geometry: { coordinates: [lng, lat] }, properties: { code, name, served } }) => ({
    code, name, lat, lng, number: code.split("-").at(-1), state: served ? "done" : "wait", url: (mapPointUrl ?? "").replace("{code}", code),
  }));
  return { ...data, points };
};

const makeMap = (element, texts, baseMap) => {
  const { mapControls, mapDrag } = element.dataset;
  const maxZoom = baseMap?.max_zoom ?? MAX_ZOOM;
  const map = L.map(element, {
    zoomSnap: 0.1, zoomControl: false, attributionControl: false, scrollWheelZoom: false, maxZoom,
    dragging: mapDrag !== undefined || (mapControls !== undefined && !L.Browser.mobile),   // one finger scrolls the page
    keyboard: mapControls !== undefined, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false,
  });
  if (mapControls !== undefined) L.control.zoom({ zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, maxWidth: 90 }).addTo(map);
  if (baseMap?.url) L.control.attribution({ prefix: false }).addTo(map);
  return map;
};

const lookAt = (map, data, bounds, display, zoom) => {
  const start = data.me ?? data.points?.[0];
  if (zoom && start) map.setView(display([start.lat, start.lng]), Number(zoom));
  else if (bounds) map.fitBounds(bounds, { padding: [14, 14], maxZoom: 17 });
  else map.setView(START.center, START.zoom);
};

const showMissing = (element) => () => {
  const near = element.closest("[data-map-area], section, fieldset, main") ?? document;
  near.querySelectorAll("[data-map-missing]").forEach((line) => { line.hidden = false; });
};

const drawMarks = (sheet) => {
  const ring = zonePixels(sheet.map);
  const small = ring < SMALL_BELOW_PX;
  if (small !== sheet.small) sheet.marks.forEach((marker) => marker.setIcon(iconOf(marker.options.point, sheet.symbols, small)));
  sheet.small = small;
  const covered = (marker, size) => ({ ...sheet.map.latLngToLayerPoint(marker.getLatLng()), half: size / 2 + 1 });
  sheet.ground.relabel([
    ...[...sheet.marks.values()].map((marker) => covered(marker, sizeOf(marker.options.point.state, small))),
    ...sheet.premises.map((marker) => covered(marker, sizeOfSite(marker.options.site))),
  ]);
  if ("mapLabels" in sheet.element.dataset) nameKinds(sheet.premises, ring);
};

const addMarks = (sheet, points) => {
  const layer = layerFor(points.length, sheet.symbols, sheet.texts.many, "mapPiles" in sheet.element.dataset);
  points.forEach((point) => {
    const at = sheet.datum.display([point.lat, point.lng]);
    const marker = L.marker(at, { point, keyboard: false, riseOnHover: true, zIndexOffset: depthOf(point.state), icon: L.divIcon() });
    sheet.marks.set(point.code, marker);
  });
  sheet.small = zonePixels(sheet.map) < SMALL_BELOW_PX;
  sheet.marks.forEach((marker) => marker.setIcon(iconOf(marker.options.point, sheet.symbols, sheet.small)));
  sheet.marks.forEach((marker) => layer.addLayer(marker));
  sheet.layer = layer.addTo(sheet.map);
};

const open = async (element) => {
  const { dataset } = element;
  const data = await readData(dataset);
  const texts = { zoom_in: dataset.mapZoomIn, zoom_out: dataset.mapZoomOut, many: dataset.mapMany ?? "", ...data.texts };
  const datum = await datumOf(data.base_map);
  const map = makeMap(element, texts, data.base_map);
  const sheet = { element, map, datum, texts, symbols: data.symbols ?? dataset.mapSymbols, marks: new Map(), premises: [], me: null };
  map.setView(START.center, START.zoom);
  sheet.ground = drawGround(map, data, { display: datum.display, labels: "mapLabels" in dataset });
  const way = drawRoute(map, data.route ?? [], datum.display);
  lookAt(map, data, way ?? sheet.ground.bounds, datum.display, dataset.mapZoom);
  sheet.premises = drawPremises(map, data.premises ?? [], { display: datum.display, symbols: sheet.symbols });
  addMarks(sheet, data.points ?? []);
  drawMarks(sheet);
  map.on("zoomend viewreset resize", () => drawMarks(sheet));
  layBaseMap(map, data.base_map, showMissing(element));
  if (data.me) placeMe(sheet, data.me.lat, data.me.lng, data.me.accuracy);
  return sheet;
};

const placeMe = (sheet, lat, lng, accuracy) => {
  const at = sheet.datum.display([lat, lng]);
  sheet.me?.remove();
  const box = document.createElement("span");
  box.className = "mk mk-me";
  box.append(shape(sheet.symbols, "me", false));
  const icon = L.divIcon({ html: box, className: "plate", iconSize: [64, 64] });
  const marker = L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: -900 });
  const fix = accuracy ? [L.circle(at, { radius: accuracy, className: "fix", interactive: false })] : [];
  sheet.me = L.layerGroup([...fix, marker]).addTo(sheet.map);
};

// The open sheet of an element: its Leaflet map, and how coordinates are shown and stored on it.
export const getSheet = (element) => sheets.get(element) ?? Promise.reject(new Error("not a map"));

// The Leaflet map of an element, once it is drawn.
export const getMap = async (element) => (await getSheet(element)).map;

// Shows where one is on every map of the page; `accuracy` in metres.
export const setMe = async (lat, lng, accuracy) => {
  (await Promise.all(sheets.values())).forEach((sheet) => placeMe(sheet, lat, lng, accuracy));
};

// Gives a point another state on every map of the page.
export const setState = async (code, state) => {
  (await Promise.all(sheets.values())).forEach((sheet) => {
    const marker = sheet.marks.get(code);
    if (!marker) return;
    marker.options.point.state = state;
    marker.setIcon(iconOf(marker.options.point, sheet.symbols, sheet.small)).setZIndexOffset(depthOf(state));
    sheet.layer.refreshClusters?.(marker);
  });
};

const openAll = () => document.querySelectorAll("[data-map]").forEach((element) => {
  if (!sheets.has(element)) sheets.set(element, open(element));
});

openAll();
document.addEventListener("htmx:afterSettle", openAll);   // a list that was filtered brings its map anew
