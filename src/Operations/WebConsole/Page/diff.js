// The difference of two bodies, line by line.

import { h } from "./dom.js";

const linesOf = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).split("\n");
  } catch {
    return text.split("\n");
  }
};

/** Returns the changed lines: what the texts have in common at their start and end is left out. */
export const changedLines = (before, after) => {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return { line: start + 1, removed: old.slice(start, old.length - end), added: now.slice(start, now.length - end) };
};

const drawLine = (sign, name, text) => h(sign === "+" ? "ins" : "del", {}, h("span", { class: "said" }, `${name}: `), h("span", { "aria-hidden": "true" }, `${sign} `), text.trim() || " ", "\n");

/** Draws the changed lines of a body. */
export const drawDiff = (id, before, after) => {
  const { line, removed, added } = changedLines(before, after);
  return h("div", { class: "diff" }, h("p", { class: "small soft" }, h("code", {}, id.slice(0, 8)), `, line ${line}`),
    h("pre", {}, removed.map((text) => drawLine("−", "Removed", text)), added.map((text) => drawLine("+", "Added", text))));
};
