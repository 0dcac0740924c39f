// Dead letters: the queues, one queue's reasons and messages, and one message.

import { get } from "./api.js";
import { h, say, show } from "./dom.js";
import { ago, at, count, plural } from "./format.js";
import { showLetter } from "./letter.js";
import { letterTable } from "./letter-table.js";
import { last, listen } from "./live.js";
import { askToDiscard, askToRedrive, filterOf } from "./move.js";

const selections = new Map();

const given = (values) => Object.entries(values).filter(([, value]) => value !== undefined && value !== false);

const pageOf = (queue, state = {}, id) => {
  const search = new URLSearchParams(given({ ...state, sort: state.sort === "age" ? undefined : state.sort, page: state.page > 1 ? state.page : undefined })).toString();
  return `#/letters/${encodeURIComponent(queue)}${id ? `/${encodeURIComponent(id)}` : ""}${search ? `?${search}` : ""}`;
};

const stateOf = (query) => ({
  reason: query.get("reason") ?? undefined,
  field: query.get("field") ?? undefined,
  search: query.get("search") ?? undefined,
  sort: query.get("sort") ?? "age",
  descending: query.get("descending") === "true",
  page: Number(query.get("page") ?? 1),
});

const drawQueues = (queues, chosen, status) => h("nav", { "aria-label": "Dead-letter queues" }, h("ul", { class: "queues" }, queues.map((queue) => {
  const waiting = status?.queues.find((each) => each.key === queue.name)?.waiting;
  return h("li", {}, h("a", { href: pageOf(queue.name), "aria-current": queue.name === chosen ? "true" : null },
    queue.queue, waiting ? h("span", { class: "count" }, count(waiting)) : null));
})));

const drawGroup = (queue, group, state) => {
  const mine = { reason: group.code, field: group.field };
  const isChosen = state.reason === group.code && state.field === group.field;
  const what = group.code === "none" ? "messages without a reason" : group.field ? `${group.code}, field ${group.field}` : group.code;
  return h("tr", { class: isChosen ? "is-chosen" : null },
    h("td", {},
      h("a", { href: isChosen ? pageOf(queue.name) : pageOf(queue.name, mine), "aria-current": isChosen ? "true" : null },
        h("span", { class: "badge" }, group.code), group.field ? [" ", h("code", {}, group.field)] : null),
      h("p", { class: "rule" }, group.message)),
    h("td", { class: "number" }, h("b", {}, count(group.count))),
    h("td", { class: "number soft" }, ago(group.oldest)),
    h("td", { class: "act number" }, h("div", { class: "actions" },
      queue.target ? h("button", { class: "small primary", "aria-label": `Redrive ${what}`, onclick: () => askToRedrive(queue, { ...mine, what, count: group.count }) }, "Redrive…") : null,
      h("button", { class: "small quiet", "aria-label": `Discard ${what}`, onclick: () => askToDiscard(queue, { ...mine, what, count: group.count }) }, "Discard…"))));
};

const emptyText = (found) => {
  if (found.busy) return [h("strong", {}, "Messages are being moved"), "The queue is read when that has ended."];
  if (found.held_elsewhere > 0) return [h("strong", {}, "No message can be seen"), "Another reader has received them, and SQS hides them until it is done."];
  return [h("strong", {}, "No dead letters"), "Every message was processed, or was moved from here."];
};

const remarks = (queue, found) => [
  found.held_elsewhere > 0 ? h("p", { class: "note warn" }, `${plural(found.held_elsewhere, "more message")} hidden: another reader has received them.`) : null,
  !found.complete && !found.busy && queue.queue.endsWith(".fifo") ? h("p", { class: "note" }, "SQS returns the next messages of a group once the first ones are deleted.") : null,
];

const drawGroups = (queue, found, state) => (found.groups.length === 0
  ? h("p", { class: "empty" }, emptyText(found))
  : h("table", { class: "groups" },
    h("thead", {}, h("tr", {}, h("th", {}, "Reason, field and rule"), h("th", { class: "number" }, "Count"), h("th", { class: "number" }, "Oldest"), h("th", {}, h("span", { class: "said" }, "Actions for all of them")))),
    h("tbody", {}, found.groups.map((group) => drawGroup(queue, group, state)))));

const listTitle = (found, state) => {
  const kind = state.reason === undefined ? "" : `: ${state.reason}${state.field ? `, ${state.field}` : ""}`;
  return `${plural(found.matching, "message")}${kind}`;
};

/** Shows a queue, and one of its messages if the address names one. */
export const showLetters = (main, { parts: [name, id], query, settings, before }) => {
  const queues = settings.dead_letter_queues;
  const queue = queues.find((each) => each.name === (name || queues[0].name)) ?? queues[0];
  const state = stateOf(query);
  const [tabs, groups, letter] = [h("div"), h("div"), h("div", { class: "one" })];
  const seen = h("span", { class: "soft small push" });
  const changed = h("span", { class: "badge warn", role: "status", hidden: true });
  const refresh = h("button", { class: "small", onclick: () => look("new") }, "Refresh");
  const readAll = h("button", { class: "small", hidden: true, onclick: () => look("all") }, "Read all");
  const listHeading = h("h2", {}, "Messages");
  const change = (part) => {
    Object.assign(state, part);
    // The address keeps the state without opening the view again, so that the focus stays.
    history.replaceState(null, "", pageOf(queue.name, state, id));
    look();
  };
  // Kept while the operator opens a message or a reason.
  const selected = selections.get(queue.name) ?? new Set();
  selections.set(queue.name, selected);
  const picked = h("div", { class: "picked actions", hidden: true });
  const drawPicked = () => {
    const wanted = {
      ids: [...selected],
      what: plural(selected.size, "selected message"),
      count: selected.size,
      field: state.field,
      sent: () => {
        selected.clear();
        drawPicked();
      },
    };
    picked.hidden = selected.size === 0;
    show(picked,
      h("b", {}, `${count(selected.size)} selected`),
      queue.target ? h("button", { class: "small primary", onclick: () => askToRedrive(queue, wanted) }, "Fix and redrive…") : null,
      h("button", { class: "small quiet", onclick: () => askToDiscard(queue, wanted) }, "Discard selected…"));
  };
  const table = letterTable({ selected, select: drawPicked, state, addressOf: (each) => pageOf(queue.name, state, each), chosen: id, change });
  const list = h("section", { class: "card", "aria-label": "Messages" }, h("header", {}, listHeading, table.search), picked, table.table);
  show(main,
    h("h1", { class: "said" }, "Dead letters"),
    tabs,
    h("div", { class: `letters${id ? " has-letter" : ""}` },
      h("div", { class: "lists" },
        h("section", { class: "card", "aria-label": `Reasons on ${queue.queue}` }, h("header", {}, h("h2", {}, queue.queue), seen, changed, readAll, refresh), groups),
        list),
      letter));
  show(groups, h("p", { class: "empty" }, `Loading ${queue.queue}`));

  let [isOpen, turn, found] = [true, 0, undefined];
  // A read hides the queue's messages from other readers, so the page reads only when asked. SQS's count is approximate.
  const compare = () => {
    if (!found) return;
    const now = last("status")?.queues.find((each) => each.key === queue.name);
    const total = now && now.waiting + now.in_flight;
    const known = found.seen + found.held_elsewhere;
    const differs = total !== undefined && (found.complete ? total !== known : total > known);
    changed.hidden = !differs;
    changed.textContent = differs ? `about ${count(total)} now` : "";
  };
  const draw = () => {
    compare();
    seen.textContent = `${found.busy ? "being moved · " : ""}${found.complete ? "" : `the first ${count(found.seen)} · `}read at ${at(found.looked_at)}`;
    readAll.hidden = found.complete;
    listHeading.textContent = listTitle(found, state);
    show(groups, remarks(queue, found), drawGroups(queue, found, state));
    table.draw(found);
    drawPicked();
  };
  const look = async (read) => {
    const mine = ++turn;
    refresh.disabled = true;
    readAll.disabled = true;
    try {
      const { reason, field, ...rest } = state;
      const answer = await get("/api/letters", { queue: queue.name, ...filterOf({ reason, field }), ...Object.fromEntries(given(rest)), read });
      if (!isOpen || mine !== turn) return;
      found = answer;
      draw();
      say(`${plural(found.matching, "dead letter")} on ${queue.queue}`);
    } catch (error) {
      if (isOpen && mine === turn) show(groups, h("p", { class: "note bad", role: "alert" }, error.message));
    } finally {
      if (mine === turn) [refresh.disabled, readAll.disabled] = [false, false];
    }
  };

  const stops = [
    listen("status", (status) => {
      show(tabs, drawQueues(queues, queue.name, status));
      compare();
    }),
    listen("jobs", (jobs) => {
      const ended = jobs.filter((job) => job.queue === queue.name && job.state !== "running").map((job) => Date.parse(job.ended_at));
      if (!found || !ended.some((time) => time > Date.parse(found.looked_at))) return;
      look("recent");
    }),
  ];
  show(tabs, drawQueues(queues, queue.name));
  // Within the queue's view, a click opens a message and does not read the queue.
  look(before?.path === "letters" && (before.parts[0] || queues[0].name) === queue.name ? undefined : "new");
  if (id) showLetter(letter, queue, id, pageOf(queue.name, state));
  return () => {
    isOpen = false;
    stops.forEach((stop) => stop());
  };
};
