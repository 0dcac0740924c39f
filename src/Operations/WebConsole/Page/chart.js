// Line charts over time: an axis from zero with three marks, the clock time below, and the values at the pointer.

import { h, s } from "./dom.js";
import { clockOf, zone } from "./format.js";

const margins = { left: 54, right: 12, top: 12, bottom: 26 };
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

const drawAxes = ({ times, show }, [width, height], most, x, y) => [
  [0, most / 2, most].map((value) => [
    s("line", { class: "grid", x1: margins.left, x2: width - margins.right, y1: y(value), y2: y(value) }),
    s("text", { x: margins.left - 8, y: y(value) + 4, "text-anchor": "end" }, show(value)),
  ]),
  [0, 0.5, 1].map((share) => {
    const time = times[Math.round(share * (times.length - 1))];
    return s("text", { x: x(time), y: height - 6, "text-anchor": ["start", "middle", "end"][share * 2] }, share === 1 ? `${clockOf(time)} ${zone(time)}` : clockOf(time));
  }),
];

/**
 * Creates a card with a chart. It shows the latest values, or those at the pointer, or those that the arrow keys chose.
 * @param title what it shows
 * @param names the names of its series
 * @param show makes text of a value
 */
export const chartCard = ({ title, names, show }) => {
  const time = h("span", { class: "soft small" });
  const values = names.map(() => h("b", {}, "–"));
  const keys = h("ul", { class: "keys" }, names.map((name, index) => h("li", { class: `series-${index + 1}` }, h("span", {}, name, " "), values[index])));
  const place = h("figure", { class: "chart" });
  let [data, chosen] = [undefined, undefined];

  const showValues = (index) => {
    time.textContent = index === undefined ? "" : `${clockOf(data.times[index])} ${zone(data.times[index])}`;
    names.forEach((_, series) => {
      values[series].textContent = show(index === undefined ? latest(data.series[series]) : data.series[series][index]);
    });
  };
  const draw = (given, isNarrow) => {
    data = given;
    const size = isNarrow ? sizes.narrow : sizes.wide;
    const [width, height] = size;
    const { times, series } = data;
    if (times.length < 2) return;
    const most = ceiling(Math.max(0, ...series.flat().filter((value) => value !== null)));
    const [first, last] = [times[0], times.at(-1)];
    const x = (at) => margins.left + ((at - first) / (last - first)) * (width - margins.left - margins.right);
    const y = (value) => margins.top + (1 - value / most) * (height - margins.top - margins.bottom);
    const lines = series.map((each, index) => s("path", {
      class: `series series-${index + 1}`, d: path(each.map((value, at) => (value === null ? null : [x(times[at]), y(value)]))),
    }));
    const marker = s("line", { class: "marker", y1: margins.top, y2: height - margins.bottom });
    const choose = (index) => {
      chosen = index === undefined ? undefined : times[Math.min(times.length - 1, Math.max(0, index))];
      const at = times.indexOf(chosen);
      marker.setAttribute("visibility", at < 0 ? "hidden" : "visible");
      if (at >= 0) [marker.setAttribute("x1", x(chosen)), marker.setAttribute("x2", x(chosen))];
      showValues(at < 0 ? undefined : at);
    };
    const svg = s("svg", {
      viewBox: `0 0 ${width} ${height}`, role: "img", tabindex: "0",
      "aria-label": `${title}, ${clockOf(first)} to ${clockOf(last)} ${zone(last)}. Now ${names.map((name, index) => `${name} ${show(latest(series[index]))}`).join(", ")}. Arrow keys show other times.`,
      onpointermove: (event) => {
        const box = svg.getBoundingClientRect();
        const share = (((event.clientX - box.left) / box.width) * width - margins.left) / (width - margins.left - margins.right);
        choose(Math.round(share * (times.length - 1)));
      },
      onpointerleave: () => choose(undefined),
      onblur: () => choose(undefined),
      onkeydown: (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        choose((chosen === undefined ? times.length - 1 : times.indexOf(chosen)) + step);
      },
    }, drawAxes({ times, show }, size, most, x, y), lines, marker);
    const hadFocus = place.contains(document.activeElement);
    const before = chosen;
    place.replaceChildren(svg);
    if (hadFocus) svg.focus();
    choose(times.includes(before) ? times.indexOf(before) : undefined);
  };
  return { card: h("section", { class: "card" }, h("header", {}, h("h2", {}, title), time, h("div", { class: "push" }, keys)), place), draw };
};
