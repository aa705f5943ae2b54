// Where the phone is: asked for only while a check-in is open, or for one look at the list; never sent but with a check-in.
const OPTIONS = { enableHighAccuracy: true, maximumAge: 5000, timeout: 12_000 };
const place = ({ coords: { latitude, longitude, accuracy } }) => ({ lat: latitude, lng: longitude, accuracy });

// Calls `seen` with each fix {lat, lng, accuracy}, `failed` when there is none to be had; returns how to stop.
export const watch = (seen, failed) => {
  if (!navigator.geolocation) {
    failed();
    return () => {};
  }
  const id = navigator.geolocation.watchPosition((fix) => seen(place(fix)), failed, OPTIONS);
  return () => navigator.geolocation.clearWatch(id);
};

// One fix.
export const look = () => new Promise((resolve, reject) => {
  if (!navigator.geolocation) reject(new Error("no position"));
  else navigator.geolocation.getCurrentPosition((fix) => resolve(place(fix)), reject, OPTIONS);
});

// "granted", "prompt" or "denied"; "prompt" where the browser does not tell.
export const permission = async () => {
  if (!navigator.geolocation) return "denied";
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state;
  } catch {
    return "prompt";
  }
};
