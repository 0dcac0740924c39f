// The pipeline's state: the drawing, and charts of the last minutes.

import { h, show } from "./dom.js";
import { at, duration, measure } from "./format.js";
import { listen } from "./live.js";
import { drawChart, drawKeys } from "./chart.js";
import { drawPipeline } from "./pipeline.js";

const narrow = window.matchMedia("(max-width: 760px)");

const chartsOf = ({ series }) => [
  {
    title: "Orders per second",
    show: measure,
    series: [{ name: "accepted by the API", values: series.accepted }, { name: "written to the table", values: series.placed }],
  },
  {
    title: "From acceptance to the table",
    show: duration,
    series: [{ name: "p50", values: series.median_milliseconds }, { name: "p99", values: series.p99_milliseconds }],
  },
].map((chart) => ({ ...chart, times: series.times }));

const drawCharts = (charts, status) => show(charts, chartsOf(status).map((chart) => h("section", { class: "card" },
  h("header", {}, h("h2", {}, chart.title), h("div", { class: "push" }, drawKeys(chart))),
  drawChart(chart, narrow.matches))));

/** Shows the overview, and keeps it up to date. */
export const showOverview = (main) => {
  const drawing = h("div", { class: "pipeline" });
  const when = h("span", { class: "soft small push" });
  const alarms = h("ul", { class: "alarms", "aria-label": "Alarms" });
  const charts = h("div", { class: "charts" });
  show(main,
    h("section", { class: "card", "aria-labelledby": "pipeline-title" },
      h("header", {}, h("h1", { id: "pipeline-title" }, "Pipeline"), when),
      alarms, drawing),
    charts);
  show(drawing, h("p", { class: "empty" }, "Loading the pipeline"));

  let status;
  const draw = () => {
    if (!status) return;
    // The focused element keeps the focus when the drawing is redrawn, for keyboard users.
    const focused = drawing.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    show(drawing, drawPipeline(status, narrow.matches));
    if (focused) drawing.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    drawCharts(charts, status);
    show(alarms, status.alarms.map((alarm) => h("li", { class: "note bad" }, h("b", {}, alarm.name), ` ${alarm.message}`)));
    alarms.hidden = status.alarms.length === 0;
    when.textContent = at(status.at);
  };
  const stops = [
    listen("status", (news) => {
      status = news;
      draw();
    }),
  ];
  narrow.addEventListener("change", draw);
  return () => {
    stops.forEach((stop) => stop());
    narrow.removeEventListener("change", draw);
  };
};
