// The route of an outing: a line from stop to stop, under the numbered marks.
const { L } = window;

// Draws it; returns its bounds, or null where there is no way between two places.
export const drawRoute = (map, route, display) => {
  const places = route.map(display);
  const bounds = L.latLngBounds(places);
  if (places.length < 2 || bounds.getNorthEast().equals(bounds.getSouthWest())) return null;
  L.polyline(places, { className: "route", interactive: false }).addTo(map);
  return bounds;
};
