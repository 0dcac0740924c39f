// The pipeline's state: the drawing, the alarms, and charts.

import { get } from "./api.js";
import { chartCard } from "./chart.js";
import { h, show } from "./dom.js";
import { at, duration, measure, zone } from "./format.js";
import { listen } from "./live.js";
import { drawPipeline } from "./pipeline.js";

const narrow = window.matchMedia("(max-width: 760px)");

const stored = "orders-console-range";

const charts = [
  { title: "Orders per second", names: ["accepted by the API", "written to the table"], show: measure, read: (found) => [found.accepted, found.placed] },
  { title: "From acceptance to the table", names: ["p50", "p99"], show: duration, read: (found) => [found.p50_milliseconds, found.p99_milliseconds] },
];

const drawAlarm = (alarm) => h("li", { class: "note bad" }, h("b", {}, alarm.name), ` ${alarm.message} `,
  h("span", { class: "links" },
    alarm.key ? h("a", { href: `#/letters/${encodeURIComponent(alarm.key)}${alarm.reason ? `?reason=${encodeURIComponent(alarm.reason)}` : ""}`, "aria-label": `Letters of ${alarm.name}` }, "Letters") : null,
    h("a", { href: `#/runbook/${alarm.runbook}`, "aria-label": `Runbook for ${alarm.name}` }, "Runbook")));

const drawPause = (paused) => h("li", { class: "note bad" }, h("b", {}, `${paused.name} is paused`), ` since ${at(paused.since)}. What arrives for it waits. Resume it by orders resume ${paused.role}. `,
  h("span", { class: "links" }, h("a", { href: "#/runbook/a-function-is-paused", "aria-label": `Runbook for the pause of ${paused.name}` }, "Runbook")));

/** Shows the overview, and keeps it up to date. */
export const showOverview = (main, { settings }) => {
  const drawing = h("div", { class: "pipeline" });
  const when = h("span", { class: "soft small push" });
  const alarms = h("ul", { class: "alarms", "aria-label": "Alarms", hidden: true });
  const cards = charts.map(chartCard);
  const kept = localStorage.getItem(stored);
  let [range, isOpen, charted, asked] = [settings.ranges.includes(kept) ? kept : settings.ranges[0], true, undefined, 0];
  const ranges = h("select", { id: "range", onchange: () => {
    [range, charted] = [ranges.value, undefined];
    localStorage.setItem(stored, range);
    look();
  } }, settings.ranges.map((each) => h("option", {}, each)));
  ranges.value = range;
  show(main,
    h("section", { class: "card", "aria-labelledby": "pipeline-title" },
      h("header", {}, h("h1", { id: "pipeline-title" }, "Pipeline"), when),
      alarms, drawing),
    h("div", { class: "actions" }, h("label", { for: "range", class: "legend" }, "Charts of the last"), ranges),
    h("div", { class: "charts" }, cards.map((each) => each.card)));
  show(drawing, h("p", { class: "empty" }, "Loading the pipeline"));

  let status;
  const drawCharts = () => charted && cards.forEach((each, index) => each.draw({ times: charted.times, series: charts[index].read(charted) }, narrow.matches));
  const look = async () => {
    const mine = range;
    try {
      const found = await get("/api/charts", { range });
      if (!isOpen || mine !== range) return;
      const isNew = charted?.times.at(-1) !== found.times.at(-1);
      charted = found;
      if (isNew) drawCharts();
    } catch {
      // The page says in its head that the console does not answer.
    }
  };
  const draw = () => {
    if (!status) return;
    // The focused element keeps the focus when the drawing is redrawn, for keyboard users.
    const focused = drawing.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    show(drawing, drawPipeline(status, narrow.matches));
    if (focused) drawing.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    when.textContent = `${at(status.at)} ${zone(status.at)}`;
  };
  let shown;
  const drawAlarms = () => {
    // A link keeps the focus while the alarms are the same.
    const now = JSON.stringify([status.alarms, status.paused]);
    if (now === shown) return;
    shown = now;
    show(alarms, [...status.paused.map(drawPause), ...status.alarms.map(drawAlarm)]);
    alarms.hidden = status.alarms.length + status.paused.length === 0;
  };
  const stop = listen("status", (news) => {
    status = news;
    draw();
    drawAlarms();
    // The console reads each range once in its period, so to ask is cheap.
    if (Date.now() - asked > 4000) {
      asked = Date.now();
      look();
    }
  });
  const redraw = () => {
    draw();
    drawCharts();
  };
  narrow.addEventListener("change", redraw);
  return () => {
    isOpen = false;
    stop();
    narrow.removeEventListener("change", redraw);
  };
};
