// [data-dial]: the fence, the accuracy and oneself to scale round the point. For the eye: the server computes what counts.
import { degreesPer, metresBetween } from "../geo.js";
import { distance, fill } from "./words.js";

const [MIDDLE, RIM] = [72, 66];
const LEAST_FENCE_PX = 6;
const LABEL_PX = 12;

// Inside the fence's rim where there is room, else outside it.
const labelOffset = (radius) => (radius > 4 * LABEL_PX ? radius - LABEL_PX : radius + LABEL_PX * 0.8);

const set = (shape, values) => Object.entries(values).forEach(([name, value]) => shape.setAttribute(name, value.toFixed(1)));

const draw = (dial, point, fix, metres) => {
  const step = degreesPer(1, point.lat);
  const scale = RIM / Math.max(point.fence_m, metres * 1.15);   // pixels per metre
  const me = { cx: MIDDLE + ((fix.lng - point.lng) / step.lng) * scale, cy: MIDDLE - ((fix.lat - point.lat) / step.lat) * scale };
  set(dial.querySelector("[data-fence]"), { r: Math.max(LEAST_FENCE_PX, point.fence_m * scale) });
  set(dial.querySelector("[data-fix]"), { ...me, r: Math.min(fix.accuracy * scale, 2 * MIDDLE) });
  set(dial.querySelector("[data-me]"), me);
  const label = dial.querySelector("[data-fence-label]");
  const radius = point.fence_m * scale;
  label.textContent = `${point.fence_m} m`;
  set(label, { y: MIDDLE + labelOffset(radius) * (me.cy < MIDDLE ? 1 : -1) + LABEL_PX / 3 });   // on the other side than oneself
};

// Shows a fix {lat, lng, accuracy}; returns the distance in metres.
export const showFix = (form, point, fix) => {
  const dial = form.querySelector("[data-dial]");
  const metres = metresBetween(fix, point);
  const { value, unit } = distance(metres);
  const inside = metres <= point.fence_m;
  const verdicts = [["[data-inside]", inside], ["[data-outside]", !inside]];
  verdicts.forEach(([name, holds]) => {
    const verdict = dial.querySelector(name);
    const words = verdict.querySelector("[data-say]");
    const text = fill(words.dataset.say, { fence: point.fence_m });
    if (words.textContent !== text) words.textContent = text;
    verdict.hidden = !holds;
    if (holds) dial.querySelector("svg").setAttribute("aria-label", text);
  });
  dial.querySelector("[data-metres-value]").textContent = value;
  dial.querySelector("[data-metres-unit]").textContent = unit;
  const accuracy = dial.querySelector("[data-accuracy]");
  accuracy.textContent = fill(accuracy.dataset.say, { accuracy: Math.round(fix.accuracy) });
  draw(dial, point, fix, metres);
  dial.hidden = false;
  form.querySelector("[data-outside-note]").hidden = inside;
  return metres;
};
