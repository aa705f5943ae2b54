// The points as marks: one shape a state, what asks for someone is larger; many at one place are counted.
const { L } = window;
const SVG = "http://www.w3.org/2000/svg";
const URGENCY = ["late", "due", "queue", "missed", "wait", "after", "done"];
const SIZES = { late: 36, due: 31 };
const SIZE = 27;
const PIP = { late: 18, due: 17, done: 13 };
const PIP_SIZE = 15;
export const SMALL_BELOW_PX = 26;   // of the ring of 200 m: below it a mark has no room for its number

export const shape = (symbols, state, small) => {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${symbols}#mk-${small && state === "done" ? "tick" : state}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
};

const plate = (point, symbols, small) => {
  const box = document.createElement(point.url ? "a" : "span");
  const label = `${point.number} ${point.name}`.trim();
  box.className = `mk mk-${point.state}`;
  box.title = label;
  box.draggable = false;
  if (point.url) box.href = point.url;
  else box.setAttribute("role", "img");
  box.setAttribute("aria-label", label);
  const number = document.createElement("b");
  number.textContent = point.number;
  box.append(shape(symbols, point.state, small), number);
  return box;
};

export const sizeOf = (state, small) => (small ? PIP[state] ?? PIP_SIZE : SIZES[state] ?? SIZE);

export const iconOf = (point, symbols, small) => {
  const size = sizeOf(point.state, small);
  return L.divIcon({ html: plate(point, symbols, small), className: small ? "pip" : "plate", iconSize: [size, size] });
};

export const depthOf = (state) => (URGENCY.length - URGENCY.indexOf(state)) * 100;

// A pile of points: how many, and the most urgent of them.
const pileIcon = (symbols, many) => (pile) => {
  const states = pile.getAllChildMarkers().map((marker) => marker.options.point.state);
  const worst = URGENCY.find((state) => states.includes(state)) ?? "wait";
  const box = document.createElement("span");
  const mark = document.createElement("span");
  box.className = "cluster";
  box.title = `${states.length} ${many}`;
  mark.className = `mk mk-${worst}`;
  mark.append(shape(symbols, worst, true));
  box.append(mark, String(states.length));
  return L.divIcon({ html: box, className: "pile", iconSize: [52, 34] });
};

// Where markers go: 60 points, more than a station has, pile up only when the map is far out.
// With `piles`, for what may lie at the very same place, they pile up at every zoom, and a tap spreads them.
export const layerFor = (count, symbols, many, piles) => {
  if (!L.markerClusterGroup) return L.layerGroup();
  const apart = piles ? {} : { disableClusteringAtZoom: count > 60 ? 16 : 12 };
  return L.markerClusterGroup({
    animate: false, showCoverageOnHover: false, spiderfyOnMaxZoom: piles, maxClusterRadius: piles ? 32 : 64,
    iconCreateFunction: pileIcon(symbols, many), ...apart,
  });
};
