// Names of schools outside their zones: of eight places round the ring the one that covers least.
const { L } = window;
const LINE_PX = 15;
const CHARACTER_PX = 12;
const AIR_PX = 3;           // between a name and the ring or another name
const SHOWN_FROM_PX = 26;   // smaller rings stand too close for names
const WEIGHT = { taken: 6, ring: 1, outside: 3, edge: 240, turn: 4 };
const SIDES = [
  ["bottom", 0, 1], ["top", 0, -1], ["right", 1, 0], ["left", -1, 0],
  ["right", 0.72, 0.72], ["right", 0.72, -0.72], ["left", -0.72, 0.72], ["left", -0.72, -0.72],
];
const drawn = new WeakMap();

const widthOf = (text) => [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 255 ? 1 : 0.55), 0) * CHARACTER_PX;
const sum = (list, cost) => list.reduce((total, item) => total + cost(item), 0);
const area = ({ x1, y1, x2, y2 }) => Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
const overlap = (a, b) => area({ x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1), x2: Math.min(a.x2, b.x2), y2: Math.min(a.y2, b.y2) });
const around = ({ x, y }, half) => ({ x1: x - half, y1: y - half, x2: x + half, y2: y + half });
const aired = ({ x1, y1, x2, y2 }) => ({ x1: x1 - AIR_PX, y1: y1 - AIR_PX, x2: x2 + AIR_PX, y2: y2 + AIR_PX });

const boxAt = (at, width, ring, [side, right, down]) => {
  const [x, y] = [at.x + right * (ring + AIR_PX), at.y + down * (ring + AIR_PX)];
  const left = { bottom: x - width / 2, top: x - width / 2, right: x, left: x - width }[side];
  const top = { bottom: y, top: y - LINE_PX, right: y - LINE_PX / 2, left: y - LINE_PX / 2 }[side];
  return { x1: left, y1: top, x2: left + width, y2: top + LINE_PX };
};

// Whether a pixel lies within a polygon of pixels (even-odd rule).
const within = (polygon, x, y) => polygon.reduce((inside, { x: ax, y: ay }, i) => {
  const { x: bx, y: by } = polygon.at(i - 1);
  return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside;
}, false);

// Whether the station's edge runs through a box.
const isCut = (polygon, { x1, y1, x2, y2 }) => {
  if (!polygon.length) return false;
  const corners = [[x1, y1], [x2, y1], [x1, y2], [x2, y2]].map(([x, y]) => within(polygon, x, y));
  return corners.includes(true) && corners.includes(false);
};

// Places the names of `schools` anew; `marks` are the pixels {x, y, half} that points cover, `edge` the outline's places.
export const placeLabels = (map, { schools, edge, ring, marks }) => {
  const names = drawn.get(map) ?? L.layerGroup().addTo(map);
  drawn.set(map, names.clearLayers());
  if (ring < SHOWN_FROM_PX) return;
  const pixel = (place) => map.latLngToLayerPoint(place);
  const polygon = edge.map(pixel);
  const rings = schools.map(({ at }) => around(pixel(at), ring * 0.85));
  const taken = marks.map((mark) => around(mark, mark.half));
  const origin = map.containerPointToLayerPoint([0, 0]);
  const { x: wide, y: high } = map.getSize();
  const sheet = { x1: origin.x, y1: origin.y, x2: origin.x + wide, y2: origin.y + high };

  schools.forEach((school, own) => {
    const width = widthOf(school.name);
    const cost = (box, turn) => sum(taken, (other) => overlap(aired(box), other)) * WEIGHT.taken
      + sum(rings, (other) => (other === rings[own] ? 0 : overlap(box, other))) * WEIGHT.ring
      + (area(box) - overlap(box, sheet)) * WEIGHT.outside
      + (isCut(polygon, box) ? WEIGHT.edge : 0)
      + turn * WEIGHT.turn;
    const tried = SIDES.map((place, turn) => {
      const box = boxAt(pixel(school.at), width, ring, place);
      return { place, box, cost: cost(box, turn) };
    });
    const { place: [direction, right, down], box } = tried.reduce((best, other) => (other.cost < best.cost ? other : best));
    taken.push(box);
    L.tooltip({ permanent: true, direction, offset: [right * (ring + AIR_PX), down * (ring + AIR_PX)], interactive: false })
      .setLatLng(school.at).setContent(document.createTextNode(school.name)).addTo(names);
  });
};
