// [data-chart]: bars of the numbers in the json_script that it names: {labels, values, label}. The table below holds the same.
const { Chart } = window;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const draw = (canvas) => {
  const { labels, values, label } = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const axis = { ticks: { color: token("ink-2"), maxRotation: 0 } };
  return new Chart(canvas, {
    type: "bar",
    data: { labels, datasets: [{ label, data: values, backgroundColor: token("shade-2"), borderColor: token("blue"), borderWidth: { top: 2 } }] },
    options: {
      animation: false,
      maintainAspectRatio: false,
      font: { family: getComputedStyle(document.body).fontFamily, size: 13 },
      plugins: { legend: { display: false } },
      scales: {
        x: { ...axis, grid: { display: false }, border: { color: token("rule-2") } },
        y: { ...axis, beginAtZero: true, border: { display: false }, grid: { color: token("rule") }, ticks: { ...axis.ticks, precision: 0, maxTicksLimit: 5 } },
      },
    },
  });
};

const open = () => [...document.querySelectorAll("[data-chart]")].map(draw);

if (Chart) {
  let charts = open();
  const redraw = () => { charts.forEach((chart) => chart.destroy()); charts = open(); };
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
}
