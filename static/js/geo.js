// Small geometry for drawing. Distances that count are computed by the server.
const METRES_PER_DEGREE = 111_320;
const EARTH_M = 6_371_008.8;
const radians = (degrees) => (degrees * Math.PI) / 180;

// Degrees of latitude and longitude that make `metres` at a latitude.
export const degreesPer = (metres, latitude) => ({
  lat: metres / METRES_PER_DEGREE,
  lng: metres / (METRES_PER_DEGREE * Math.cos(radians(latitude))),
});

// Metres between two places {lat, lng}.
export const metresBetween = (from, to) => {
  const [dLat, dLng] = [radians(to.lat - from.lat), radians(to.lng - from.lng)];
  const a = Math.sin(dLat / 2) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(a)));
};
