// Line charts over time: an axis from zero with three marks, and the time below.

import { h, s } from "./dom.js";

const margins = { left: 46, right: 12, top: 12, bottom: 26 };
const sizes = { wide: [600, 190], narrow: [340, 170] };
const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** Returns the last known value. */
const latest = (values) => values.findLast((value) => value !== null) ?? null;

/** Returns the next number that has a readable half. */
export const ceiling = (number) => {
  if (!(number > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(number));
  return steps.map((step) => step * power).find((step) => step >= number);
};

const path = (points) => {
  let [text, pen] = ["", "M"];
  points.forEach((point, index) => {
    if (point === null) pen = "M";
    else {
      text += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      // A value between two unknown ones is a dot: a line of length 0.
      if (pen === "M" && !points[index + 1]) text += "h0.1";
      pen = "L";
    }
  });
  return text;
};

/**
 * Draws a chart.
 * @param title what it shows
 * @param times when each value was, in milliseconds
 * @param series [{ name, values }]; a value that is not known is null
 * @param show makes text of a value
 */
export const drawChart = ({ title, times, series, show }, isNarrow) => {
  const [width, height] = isNarrow ? sizes.narrow : sizes.wide;
  const { left, right, top, bottom } = margins;
  const most = ceiling(Math.max(0, ...series.flatMap((each) => each.values.filter((value) => value !== null))));
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 1];
  const x = (time) => left + ((time - first) / Math.max(1, last - first)) * (width - left - right);
  const y = (value) => top + (1 - value / most) * (height - top - bottom);
  const points = series.map((each) => each.values.map((value, index) => (value === null ? null : [x(times[index]), y(value)])));
  const marks = [0, most / 2, most].map((value) => [
    s("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }),
    s("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" }, show(value)),
  ]);
  const clock = [0, 0.5, 1].map((share) => s(
    "text",
    { x: left + share * (width - left - right), y: height - 6, "text-anchor": ["start", "middle", "end"][share * 2] },
    share === 1 ? "now" : `−${Math.round(((1 - share) * (last - first)) / 1000)} s`));
  const lines = points.map((each, index) => s("path", { class: `series series-${index + 1}`, d: path(each) }));
  const summary = series.map((each) => `${each.name} ${show(latest(each.values))}`).join(", ");
  return h("figure", { class: "chart" },
    s("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title} over the last ${Math.round((last - first) / 1000)} seconds; now ${summary}` },
      marks, times.length > 1 ? clock : null, lines));
};

/** The legend of a chart, with current values. */
export const drawKeys = ({ series, show }) => h("ul", { class: "keys" }, series.map((each, index) => h(
  "li", { class: `series-${index + 1}` }, h("span", {}, each.name, " "), h("b", {}, show(latest(each.values))))));
