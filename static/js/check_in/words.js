// How numbers are said. Texts come from the page, with {names} to fill in.
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
const NEAR_M = 100;
const FAR_M = 1000;

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

// The minute of a moment in Asia/Shanghai, as 08:41.
export const clock = (moment) => CLOCK.format(new Date(moment));

// Metres as they are read: exact when near, to ten metres further on, then kilometres.
export const distance = (metres) => {
  if (metres < NEAR_M) return { value: String(Math.round(metres)), unit: "m" };
  if (metres < FAR_M) return { value: String(Math.round(metres / 10) * 10), unit: "m" };
  return { value: (metres / 1000).toFixed(1), unit: "km" };
};

export const said = (metres) => Object.values(distance(metres)).join(" ");
