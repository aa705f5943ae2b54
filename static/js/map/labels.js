// Names of schools outside their zones: of eight places round the ring the one that covers least.
const { L } = window;
const LINE_PX = 15;
const CHARACTER_PX = 12;
const SHOWN_FROM_PX = 26;   // smaller rings stand too close for names
const SIDES = [
  ["bottom", 0, 1], ["top", 0, -1], ["right", 1, 0], ["left", -1, 0],
  ["right", 0.72, 0.72], ["right", 0.72, -0.72], ["left", -0.72, 0.72], ["left", -0.72, -0.72],
];
const drawn = new WeakMap();

const widthOf = (text) => [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 255 ? 1 : 0.55), 0) * CHARACTER_PX;
const overlap = (a, b) => Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)) * Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1));
const around = ({ x, y }, half) => ({ x1: x - half, y1: y - half, x2: x + half, y2: y + half });

const boxAt = (at, width, ring, [side, right, down]) => {
  const [x, y] = [at.x + right * (ring + 3), at.y + down * (ring + 3)];
  const left = { bottom: x - width / 2, top: x - width / 2, right: x, left: x - width }[side];
  const top = { bottom: y, top: y - LINE_PX, right: y - LINE_PX / 2, left: y - LINE_PX / 2 }[side];
  return { x1: left, y1: top, x2: left + width, y2: top + LINE_PX };
};

// Places the names of `schools` anew; `marks` are the pixels {x, y, half} that points cover.
export const placeLabels = (map, schools, ring, marks) => {
  const old = drawn.get(map) ?? L.layerGroup().addTo(map);
  drawn.set(map, old.clearLayers());
  if (ring < SHOWN_FROM_PX) return;
  const rings = schools.map(({ at }) => around(map.latLngToLayerPoint(at), ring * 0.8));
  const taken = marks.map((mark) => around(mark, mark.half));
  const size = map.getSize();
  const origin = map.containerPointToLayerPoint([0, 0]);
  const sheet = { x1: origin.x, y1: origin.y, x2: origin.x + size.x, y2: origin.y + size.y };
  schools.forEach((school, index) => {
    const at = map.latLngToLayerPoint(school.at);
    const width = widthOf(school.name);
    const cost = (box) => taken.reduce((sum, other) => sum + overlap(box, other), 0) * 3
      + rings.reduce((sum, other, i) => sum + (i === index ? 0 : overlap(box, other)), 0)
      + (width * LINE_PX - overlap(box, sheet)) * 2;
    const [box, side] = SIDES.map((place, i) => [boxAt(at, width, ring, place), place, i])
      .map(([candidate, place, i]) => [candidate, place, cost(candidate) + i * 4])
      .reduce((best, other) => (other[2] < best[2] ? other : best));
    taken.push(box);
    const offset = [side[1] * (ring + 3), side[2] * (ring + 3)];
    L.tooltip({ permanent: true, direction: side[0], offset, interactive: false, className: "school-name" })
      .setLatLng(school.at).setContent(document.createTextNode(school.name)).addTo(old);
  });
};
