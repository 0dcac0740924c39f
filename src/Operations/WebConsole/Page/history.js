// Who did what: the runs of the audit log, newest first.

import { get } from "./api.js";
import { h, show } from "./dom.js";
import { at, count } from "./format.js";
import { listen } from "./live.js";

const listed = 200;

const drawCounts = (counts) => Object.entries(counts).map(([name, number]) => h("div", {}, `${count(number)} ${name === "begun" ? "begun, outcome unknown" : name}`));

const drawRun = (run) => h("tr", {},
  h("td", {}, at(run.at)), h("td", { class: "wrap" }, run.by), h("td", {}, h("span", { class: "badge calm" }, run.action)),
  h("td", { class: "wrap" }, h("code", {}, run.queue)), h("td", {}, drawCounts(run.results)), h("td", {}, drawCounts(run.codes)));

/** Shows the history, and keeps it up to date. */
export const showHistory = (main) => {
  let isOpen = true;
  const place = h("div", { class: "result", "aria-live": "polite" }, h("p", { class: "empty" }, "Loading the audit log"));
  show(main, h("section", { class: "card", "aria-labelledby": "history-title" }, h("header", {}, h("h1", { id: "history-title" }, "History")), place));
  const fill = async () => {
    try {
      const log = await get("/api/history");
      if (!isOpen) return;
      const runs = log.runs.slice(-listed).reverse();
      show(place, runs.length === 0 ? h("p", { class: "empty" }, "Nobody has changed anything yet.") : h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Runs" }, h("table", {},
        h("thead", {}, h("tr", {}, ["When", "Who", "What", "Queue", "Result", "Reasons"].map((name) => h("th", {}, name)))),
        h("tbody", {}, runs.map(drawRun)))),
      log.unreadable ? h("p", { class: "note warn" }, `Damaged lines that are not counted: ${log.unreadable_lines.join(", ")}.`) : null,
      h("p", { class: "soft small empty wrap" }, `${runs.length < log.runs.length ? `The last ${count(listed)} of ${count(log.runs.length)} runs. ` : ""}From ${log.file}, the audit log of this machine.`));
    } catch (error) {
      if (isOpen) show(place, h("p", { class: "empty", role: "alert" }, error.message));
    }
  };
  fill();
  const stop = listen("jobs", (jobs) => jobs.some((job) => job.state !== "running") && fill());
  return () => {
    isOpen = false;
    stop();
  };
};
