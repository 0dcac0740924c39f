// Jobs that move messages, and their progress.

import { post } from "./api.js";
import { h, say, show } from "./dom.js";
import { count, plural } from "./format.js";
import { listen } from "./live.js";

const words = { redrive: ["Redriving", "Redriven"], discard: ["Discarding", "Discarded"], replay: ["Replaying", "Replayed"] };
const closed = new Set();

const titleOf = (job) => {
  const [now, then] = words[job.kind];
  if (job.state === "running") return `${now} ${job.what}`;
  if (job.state === "done") return `${then}: ${job.what}`;
  return `${job.state === "stopped" ? "Stopped" : "Failed"}: ${job.what}`;
};

const textOf = (job) => [
  `${count(job.done)} of ${count(job.total)}`,
  job.awaited ? `watching ${count(job.awaited)}` : "",
  job.failed ? `${count(job.failed)} could not be moved` : "",
  job.placed ? `${plural(job.placed, "order")} placed or changed` : "",
  job.duplicates ? plural(job.duplicates, "duplicate") : "",
  job.dead ? `${count(job.dead)} dead-lettered again` : "",
].filter(Boolean).join(" · ");

const drawJob = (job, redraw) => h("section", { class: "job", "aria-label": titleOf(job) },
  h("header", {}, h("h2", {}, titleOf(job)),
    job.state === "running"
      ? h("button", { class: "small danger", onclick: () => post("/api/jobs/stop", { id: job.id }) }, "Stop")
      : h("button", { class: "small", "aria-label": `Close: ${titleOf(job)}`, onclick: () => { closed.add(job.id); redraw(); } }, "Close")),
  job.total > 0 ? h("progress", { "aria-label": titleOf(job), max: job.total, value: Math.min(job.done, job.total) }) : null,
  h("p", { class: "small" }, textOf(job)),
  job.message ? h("p", { class: `note small ${job.state === "done" ? "" : "warn"}` }, job.message) : null,
  job.order ? h("p", { class: "small" }, h("a", { href: `#/orders/${encodeURIComponent(job.order)}` }, "See the order")) : null);

/** Shows jobs, and announces them. */
export const showJobs = (place) => {
  const opened = Date.now();
  let [jobs, said] = [[], new Map()];
  const draw = () => {
    // A button keeps the focus while its job's progress is redrawn.
    const focused = [...place.querySelectorAll("button")].indexOf(document.activeElement);
    const newest = jobs.findLast((job) => job.state !== "running");
    show(place, jobs.filter((job) => (job.state === "running" || job === newest) && !closed.has(job.id)).map((job) => drawJob(job, draw)));
    if (focused >= 0) place.querySelectorAll("button")[focused]?.focus();
  };
  listen("jobs", (news) => {
    // Jobs that ended before this page was opened are not announced.
    jobs = news.filter((job) => !job.ended_at || Date.parse(job.ended_at) > opened);
    draw();
    for (const job of jobs) {
      // A screen reader announces each tenth and the end, not every message.
      const step = job.state === "running" ? `${Math.floor((job.done / Math.max(1, job.total)) * 10)}` : job.state;
      if (said.get(job.id) !== step) say(`${titleOf(job)}: ${textOf(job)}`);
      said.set(job.id, step);
    }
  });
};
