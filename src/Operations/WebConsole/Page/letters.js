// Dead letters: the queues, one queue's reasons and messages, and one message.

import { get } from "./api.js";
import { h, say, show } from "./dom.js";
import { ago, at, count, plural, size } from "./format.js";
import { showLetter } from "./letter.js";
import { listen } from "./live.js";
import { askToDiscard, askToRedrive, filterOf } from "./move.js";

/** The minimum time between two reads after changes of the queue's depth. */
const restBetweenLooks = 5000;

const pageOf = (queue, { reason, field } = {}, id) => {
  const search = new URLSearchParams(Object.entries({ reason, field }).filter(([, value]) => value !== undefined)).toString();
  return `#/letters/${encodeURIComponent(queue)}${id ? `/${encodeURIComponent(id)}` : ""}${search ? `?${search}` : ""}`;
};

const drawQueues = (queues, chosen, status) => h("nav", { "aria-label": "Dead-letter queues" }, h("ul", { class: "queues" }, queues.map((queue) => {
  const waiting = status?.queues.find((each) => each.key === queue.name)?.waiting;
  return h("li", {}, h("a", { href: pageOf(queue.name), "aria-current": queue.name === chosen ? "true" : null },
    queue.queue, waiting ? h("span", { class: "count" }, count(waiting)) : null));
})));

const drawGroup = (queue, group, filter) => {
  const mine = { reason: group.code, field: group.field };
  const isChosen = filter.reason === group.code && filter.field === group.field;
  const what = group.field ? `${group.code}, field ${group.field}` : group.code;
  return h("tr", { class: isChosen ? "is-chosen" : null },
    h("td", {},
      h("a", { href: isChosen ? pageOf(queue.name) : pageOf(queue.name, mine), "aria-current": isChosen ? "true" : null },
        h("span", { class: "badge" }, group.code), group.field ? [" ", h("code", {}, group.field)] : null),
      h("p", { class: "rule" }, group.message)),
    h("td", { class: "number" }, h("b", {}, count(group.count))),
    h("td", { class: "number soft" }, ago(group.oldest)),
    h("td", { class: "act number" }, h("div", { class: "actions" },
      queue.target ? h("button", { class: "small", "aria-label": `Redrive ${what}`, onclick: () => askToRedrive(queue, { ...mine, what, count: group.count }) }, "Redrive…") : null,
      h("button", { class: "small danger", "aria-label": `Discard ${what}`, onclick: () => askToDiscard(queue, { ...mine, what, count: group.count }) }, "Discard…"))));
};

const drawGroups = (queue, look, filter) => h("table", { class: "groups" },
  h("thead", {}, h("tr", {}, h("th", {}, "Reason, field and rule"), h("th", { class: "number" }, "Count"), h("th", { class: "number" }, "Oldest"), h("th", {}, h("span", { class: "said" }, "Actions for all of them")))),
  h("tbody", {}, look.groups.map((group) => drawGroup(queue, group, filter))));

const drawList = (queue, look, filter, chosen) => h("ul", { class: "list" }, look.letters.map((letter) => h("li", {}, h("a",
  { href: pageOf(queue.name, filter, letter.id), "aria-current": letter.id === chosen ? "true" : null },
  h("span", { class: "preview" }, letter.preview),
  h("span", { class: "meta" },
    h("span", { class: "badge" }, letter.code),
    letter.field ? h("code", {}, letter.field) : null,
    h("span", {}, ago(letter.since)),
    letter.redrives ? h("span", {}, `redriven ${plural(letter.redrives, "time")}`) : null,
    h("span", {}, size(letter.bytes)))))));

const listTitle = (look, filter) => {
  if (filter.reason === undefined) return plural(look.matching, "message");
  return `${plural(look.matching, "message")}: ${filter.reason}${filter.field ? `, ${filter.field}` : ""}`;
};

/** Shows a queue, and one of its messages if the address names one. */
export const showLetters = (main, { parts: [name, id], query, settings }) => {
  const queues = settings.dead_letter_queues;
  const queue = queues.find((each) => each.name === (name || queues[0].name)) ?? queues[0];
  const filter = { reason: query.get("reason") ?? undefined, field: query.get("field") ?? undefined };
  const [tabs, groups, list, letter] = [h("div"), h("div"), h("div"), h("div", { class: "one" })];
  const seen = h("span", { class: "soft small push" });
  const refresh = h("button", { class: "small", onclick: () => look() }, "Refresh");
  const listHeading = h("h2", {}, "Messages");
  show(main,
    h("h1", { class: "said" }, "Dead letters"),
    tabs,
    h("div", { class: `letters${id ? " has-letter" : ""}` },
      h("div", { class: "lists" },
        h("section", { class: "card", "aria-label": `Reasons on ${queue.queue}` }, h("header", {}, h("h2", {}, queue.queue), seen, refresh), groups),
        h("section", { class: "card", "aria-label": "Messages" }, h("header", {}, listHeading), list)),
      letter));
  show(groups, h("p", { class: "empty" }, `Loading ${queue.queue}`));

  let [isOpen, looking, lookedAt, depth] = [true, false, 0, undefined];
  const draw = (found) => {
    seen.textContent = `${found.busy ? "being moved · " : ""}${found.complete ? "" : `the first ${count(found.seen)} · `}seen ${at(found.looked_at)}`;
    listHeading.textContent = listTitle(found, filter);
    if (found.groups.length === 0) {
      show(groups, h("p", { class: "empty" }, h("strong", {}, "No dead letters"), "Every message was processed, or was moved from here."));
      show(list, h("p", { class: "empty" }, "Nothing to list."));
      return;
    }
    show(groups, drawGroups(queue, found, filter));
    show(list, drawList(queue, found, filter, id), found.matching > found.letters.length
      ? h("p", { class: "empty" }, `The first ${count(found.letters.length)} are listed.`) : null);
  };
  const look = async () => {
    if (looking) return;
    looking = true;
    refresh.disabled = true;
    try {
      const found = await get("/api/letters", { queue: queue.name, ...filterOf(filter) });
      if (!isOpen) return;
      draw(found);
      say(`${plural(found.seen, "dead letter")} on ${queue.queue}`);
    } catch (error) {
      if (isOpen) show(groups, h("p", { class: "empty", role: "alert" }, error.message));
    } finally {
      [looking, lookedAt] = [false, Date.now()];
      refresh.disabled = false;
    }
  };

  const stops = [
    listen("status", (status) => {
      show(tabs, drawQueues(queues, queue.name, status));
      const now = status.queues.find((each) => each.key === queue.name);
      // A read also puts messages in flight, so only the sum of both shows that messages arrived or left.
      const total = now ? now.waiting + now.in_flight : undefined;
      if (depth !== undefined && total !== depth && Date.now() - lookedAt > restBetweenLooks) look();
      depth = total;
    }),
    listen("jobs", (jobs) => {
      if (jobs.some((job) => job.queue === queue.name && job.state !== "running" && Date.parse(job.ended_at) > lookedAt)) look();
    }),
  ];
  show(tabs, drawQueues(queues, queue.name));
  look();
  if (id) showLetter(letter, queue, id, pageOf(queue.name, filter));
  return () => {
    isOpen = false;
    stops.forEach((stop) => stop());
  };
};
