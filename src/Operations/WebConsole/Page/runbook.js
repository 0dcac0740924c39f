// The runbook, docs/operations.md, as text with headings, lists, tables and code.

import { h, say, show } from "./dom.js";

/** Returns the anchor of a heading, as GitHub makes it. */
const anchorOf = (title) => title.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-");

const drawLink = (text, target) => (target.startsWith("#") ? h("a", { href: `#/runbook/${target.slice(1)}` }, drawText(text)) : h("span", {}, drawText(text)));

// Code, bold and links within a line.
const drawText = (text) => text.split(/(`[^`]+`|\*\*.+?\*\*|\[(?:[^\]`]|`[^`]*`)+\]\([^)]+\))/).filter(Boolean).map((part) => {
  const link = /^\[(.+)\]\(([^)]+)\)$/.exec(part);
  if (link) return drawLink(link[1], link[2]);
  if (/^`.+`$/.test(part)) return h("code", {}, part.slice(1, -1));
  if (/^\*\*.+\*\*$/.test(part)) return h("b", {}, drawText(part.slice(2, -2)));
  return part;
});

const cellsOf = (line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => drawText(cell.trim()));

const drawTable = ([head, , ...rows]) => h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" }, h("table", {},
  h("thead", {}, h("tr", {}, cellsOf(head).map((cell) => h("th", {}, cell)))),
  h("tbody", {}, rows.map((row) => h("tr", {}, cellsOf(row).map((cell) => h("td", {}, cell)))))));

const drawBlock = (block) => {
  const lines = block.split("\n");
  const heading = /^(#+) (.+)$/.exec(lines[0]);
  if (heading) return h(`h${Math.min(3, heading[1].length)}`, { id: anchorOf(heading[2]), tabindex: "-1" }, drawText(heading[2]));
  if (lines[0].startsWith("```")) return h("pre", { tabindex: "0" }, h("code", {}, lines.slice(1, -1).join("\n")));
  if (lines[0].startsWith("|")) return drawTable(lines);
  const list = /^(- |\d+\. )/.exec(lines[0]);
  if (list) {
    const [, ...items] = `\n${block}`.split(/\n(?:- |\d+\. )/);
    const number = Number.parseInt(lines[0], 10);
    return h(list[1] === "- " ? "ul" : "ol", { start: number > 1 ? number : null }, items.map((item) => h("li", {}, drawText(item.replace(/\s*\n\s*/g, " ")))));
  }
  return h("p", {}, drawText(lines.join(" ")));
};

/** Shows the runbook, and its section if the address names one. */
export const showRunbook = (main, { parts: [section] }) => {
  let isOpen = true;
  const place = h("article", { class: "card runbook" }, h("p", { class: "empty" }, "Loading the runbook"));
  show(main, place);
  const fill = async () => {
    try {
      const text = await (await fetch("/operations.md")).text();
      if (!isOpen) return;
      show(place, text.trim().split(/\n{2,}(?![^`]*\n```\n)/).map(drawBlock));
      const heading = section && document.getElementById(section);
      if (!heading) return;
      heading.scrollIntoView();
      heading.focus({ preventScroll: true });
      say(heading.textContent);
    } catch {
      if (isOpen) show(place, h("p", { class: "empty", role: "alert" }, "The console does not answer."));
    }
  };
  fill();
  return () => {
    isOpen = false;
  };
};
