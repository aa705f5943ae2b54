// [data-chart]: draws the numbers in the json_script that it names; the table below holds the same.
// {labels, values, label}: bars; "type": "line" for a line, "rows" for bars that lie; a null is a gap. "goal": {label,
// values} is a broken line over them; "outlined": the places of what is drawn hollow. "isEvent": in ink, for what
// happened, while blue is what the station did; "isUpper": without names below, for they stand below the next chart.
const { Chart } = window;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const bars = ({ label, values, outlined = [], isEvent }, tip) => ({
  label,
  data: values,
  backgroundColor: values.map((_value, place) => (outlined.includes(place) ? "transparent" : token(isEvent ? "rule-2" : "shade-2"))),
  borderColor: token(isEvent ? "ink" : "blue"),
  borderWidth: values.map((_value, place) => (outlined.includes(place) ? 1 : { [tip]: 2 })),
});

const line = ({ label, values, outlined = [] }) => ({
  type: "line",
  label,
  data: values,
  borderColor: token("blue"),
  borderWidth: 2,
  pointRadius: 3,
  pointBorderColor: token("blue"),
  pointBackgroundColor: values.map((_value, place) => token(outlined.includes(place) ? "surface" : "blue")),
});

const broken = ({ label, values }) => ({
  type: "line",
  label,
  data: values,
  borderColor: token("ink-2"),
  borderWidth: 1.5,
  borderDash: [6, 4],
  pointRadius: 0,
});

// Charts under each other have their places under each other, however long their numbers are.
const atLeast = (scale) => { scale.width = Math.max(scale.width, 44); };

const options = (type, hasGoal, isUpper) => {
  const axis = { ticks: { color: token("ink-2"), maxRotation: 0 } };
  const names = { ...axis, grid: { display: false }, border: { color: token("rule-2") } };
  const numbers = { ...axis, beginAtZero: type !== "line", border: { display: false }, grid: { color: token("rule") }, ticks: { ...axis.ticks, precision: 0, maxTicksLimit: 5 } };
  const isLying = type === "rows";
  return {
    animation: false,
    maintainAspectRatio: false,
    indexAxis: isLying ? "y" : "x",
    font: { family: getComputedStyle(document.body).fontFamily, size: 13 },
    plugins: { legend: { display: hasGoal, align: "start", labels: { color: token("ink"), boxHeight: 0, boxWidth: 24 } } },
    scales: isLying ? { x: numbers, y: { ...names, ticks: { ...axis.ticks, autoSkip: false } } } : { x: { ...names, ticks: { ...axis.ticks, display: !isUpper } }, y: { ...numbers, afterFit: atLeast } },
  };
};

const draw = (canvas) => {
  const { labels, type = "bar", goal, isUpper = false, ...numbers } = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const datasets = [type === "line" ? line(numbers) : bars(numbers, type === "rows" ? "right" : "top")];
  if (goal) datasets.unshift(broken(goal));
  if (type === "rows") canvas.parentElement.style.height = `${labels.length * 1.75 + 2.5}rem`;
  return new Chart(canvas, { type: "bar", data: { labels, datasets }, options: options(type, Boolean(goal), isUpper) });
};

const open = () => [...document.querySelectorAll("[data-chart]")].map(draw);

if (Chart) {
  let charts = open();
  const redraw = () => { charts.forEach((chart) => chart.destroy()); charts = open(); };
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  document.addEventListener("htmx:load", ({ target }) => {   // what was fetched anew, on pages that have htmx
    if ([...target.querySelectorAll("[data-chart]")].some((canvas) => !Chart.getChart(canvas))) redraw();
  });
}
