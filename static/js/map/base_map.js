// The base map under the sheet, and its datum. Without one, or if it does not answer, the plain ground stays and a line says so.
const { L } = window;
const PATIENCE_MS = 10_000;
const same = (place) => place;

// How coordinates are shown on this base map, and read from it: GCJ-02 is shifted by a library, WGS-84 is as stored.
export const datumOf = async (baseMap) => {
  if (!baseMap?.url || baseMap.datum !== "gcj02") return { display: same, stored: same };
  const { default: gcoord } = await import("../../vendor/gcoord/gcoord.esm-browser.prod.js");
  const shift = ([lat, lng], from, to) => gcoord.transform([lng, lat], from, to).reverse();
  return {
    display: (place) => shift(place, gcoord.WGS84, gcoord.GCJ02),
    stored: (place) => shift(place, gcoord.GCJ02, gcoord.WGS84),
  };
};

// Lays the tiles; `missing` is called when there are none to be had.
export const layBaseMap = (map, baseMap, missing) => {
  if (!baseMap?.url) {
    missing();
    return;
  }
  const options = { maxZoom: baseMap.max_zoom ?? 18, attribution: baseMap.attribution ?? "", referrerPolicy: "strict-origin-when-cross-origin" };
  if (baseMap.subdomains) options.subdomains = baseMap.subdomains;
  const tiles = L.tileLayer(baseMap.url, options);
  let waiting = 0;
  let loaded = false;
  const giveUp = () => {
    clearTimeout(waiting);
    tiles.remove();   // first: it unbinds the layer from the map by an event of its own
    tiles.off();
    missing();
  };
  tiles.once("tileload", () => {
    loaded = true;
    clearTimeout(waiting);
    map.getContainer().classList.add("has-base");
  });
  tiles.once("load", () => setTimeout(() => { if (!loaded) giveUp(); }));   // every tile has come or failed
  waiting = setTimeout(giveUp, PATIENCE_MS);
  tiles.addTo(map);
};
