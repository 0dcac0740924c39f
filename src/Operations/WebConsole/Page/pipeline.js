// Draws the pipeline: from left to right if there is room, else from top to bottom.

import { s } from "./dom.js";
import { at, count, duration, measure, span } from "./format.js";

const wide = { node: [164, 92], gapX: 43, gapY: 34, width: 1200 };
const narrow = { node: [312, 64], gapY: 30, width: 360, indent: 48 };

/** The number of waiting messages from which the queue of a sender or consumer is coloured. */
const backlog = 100;

const kinds = { function: "function", queue: "queue", table: "table", dead: "" };

const address = (queue) => `#/letters/${encodeURIComponent(queue.key)}`;

const queueNode = (queue, kind = "queue") => ({
  id: queue.name,
  kind,
  name: queue.name,
  figure: count(queue.waiting),
  unit: kind === "dead" ? (queue.waiting === 1 ? "dead letter" : "dead letters") : "waiting",
  detail: [
    queue.in_flight ? `${count(queue.in_flight)} in flight` : "",
    queue.waiting && queue.oldest_seconds !== undefined ? `oldest ${span(queue.oldest_seconds)}` : "",
  ].filter(Boolean).join(" · "),
  flows: queue.waiting > 0 || queue.in_flight > 0,
  tone: queue.is_alarmed || (kind === "dead" && queue.waiting > 0) ? "bad" : "",
  href: kind === "dead" ? address(queue) : undefined,
});

const functionNode = (item, more = "", paused = undefined) => ({
  id: item.role,
  kind: "function",
  name: item.title,
  figure: paused ? "Paused" : measure(item.rate),
  unit: paused ? "" : "calls/s",
  tone: paused ? "paused" : "",
  detail: paused ? `since ${at(paused.since)}` : item.errors || item.throttles
    ? [item.errors ? `${count(item.errors)} errors` : "", item.throttles ? `${count(item.throttles)} throttled` : ""].filter(Boolean).join(" · ")
    : more || "no errors",
  alarm: item.errors > 0 || item.throttles > 0,
  flows: !paused && item.rate > 0,
});

/** The queue of an outside sender or a consumer, with its dead letters. */
const partyNode = (queue, dead) => ({
  ...queueNode(queue),
  name: queue.sender ?? queue.consumer,
  dead: dead?.waiting ?? 0,
  // A backlog is not yet an alarm, but an operator should see it.
  tone: queue.is_alarmed ? "bad" : queue.waiting > backlog ? "warn" : "",
  detail: dead?.waiting ? `${count(dead.waiting)} dead` : queueNode(queue).detail,
  alarm: dead?.waiting > 0 || queue.is_alarmed,
  href: dead ? address(dead) : undefined,
});

/** The nodes to draw. */
const partsOf = (status) => {
  const queue = (role) => status.queues.find((each) => each.role === role);
  const item = (role, more) => functionNode(status.functions.find((each) => each.role === role), more, status.paused.find((each) => each.role === role));
  const parties = (role) => status.queues.filter((each) => each.role === role).map((each) => partyNode(
    each, status.queues.find((other) => other.role === `${role}_dead` && other[role] === each[role])));
  const { table } = status;
  return {
    ingest: item("ingest"),
    orders: queueNode(queue("orders")),
    senders: parties("sender"),
    processor: item("processor"),
    table: {
      id: "table", kind: "table", name: table.name, figure: measure(table.rate), unit: "changes/s",
      detail: table.p50_milliseconds === undefined ? "" : `p50 ${duration(table.p50_milliseconds)}, p99 ${duration(table.p99_milliseconds)}`, flows: table.rate > 0,
    },
    notifier: item("notifier", table.lag_seconds === undefined ? "" : `stream ${span(table.lag_seconds)} behind`),
    ordersDead: queueNode(queue("orders_dead"), "dead"),
    eventsDead: queueNode(queue("events_dead"), "dead"),
    consumers: parties("consumer"),
  };
};

const labelOf = (node) => [node.name, kinds[node.kind], node.figure, node.unit, node.detail].filter(Boolean).join(" ");

// A drawing's texts have no space between them, and would be read aloud as one word.
const spaced = (parts) => parts.filter(Boolean).flatMap((part) => [part, " "]);

const drawNode = (node, [x, y], [width, height], isFlat) => {
  const tone = node.tone ? ` is-${node.tone}` : "";
  const name = { class: `node is-${node.kind}${tone}` };
  const figure = { class: "figure", x: x + (isFlat ? width - 14 : 14), y: y + (isFlat ? 30 : 56), "text-anchor": isFlat ? "end" : undefined };
  const unitAt = isFlat ? { x: x + width - 14, y: y + 48, "text-anchor": "end" } : { x: x + 14 + node.figure.length * 13 + 6, y: y + 56 };
  const detail = node.detail || (isFlat ? kinds[node.kind] : "");
  const parts = spaced([
    s("rect", { x, y, width, height, rx: 9 }),
    s("text", { class: "name", x: x + 14, y: y + 25 }, node.name),
    isFlat || !kinds[node.kind] ? null : s("text", { class: "kind", x: x + width - 12, y: y + 25, "text-anchor": "end" }, kinds[node.kind]),
    s("text", figure, node.figure),
    node.unit ? s("text", { class: "unit", ...unitAt }, node.unit) : null,
    detail ? s("text", { class: `detail${node.alarm ? " alarm" : ""}`, x: x + 14, y: y + (isFlat ? 47 : 77) }, detail) : null,
  ]);
  return node.href ? s("a", { ...name, href: node.href }, parts) : s("g", { ...name, role: "group", "aria-label": labelOf(node) }, parts);
};

const drawEdge = (points, { isDead, flows }) => {
  const state = `${isDead ? " is-dead" : ""}${flows ? " is-flowing" : ""}`;
  const [before, tip] = points.slice(-2);
  const angle = (Math.atan2(tip[1] - before[1], tip[0] - before[0]) * 180) / Math.PI;
  return [
    s("path", { class: `edge${state}`, d: `M${points.map((point) => point.join(" ")).join("L")}` }),
    s("path", { class: `arrow${flows ? " is-flowing" : ""}`, d: "M0 0L-8 -4.5L-8 4.5Z", transform: `translate(${tip.join(" ")}) rotate(${angle})` }),
  ];
};

const drawWide = (parts) => {
  const [width, height] = wide.node;
  const column = (index) => index * (width + wide.gapX);
  const rows = Math.max(2, parts.consumers.length, 1 + parts.senders.length);
  const rowY = (index) => index * (height + wide.gapY);
  const main = [parts.ingest, parts.orders, parts.processor, parts.table, parts.notifier];
  const middle = rowY(0) + height / 2;
  const edges = [];
  const nodes = main.map((node, index) => {
    if (index > 0) edges.push(drawEdge([[column(index) - wide.gapX + 4, middle], [column(index) - 5, middle]], { flows: main[index - 1].flows && node.flows }));
    return drawNode(node, [column(index), rowY(0)], wide.node);
  });
  const dead = [[parts.ordersDead, 2], [parts.eventsDead, 4]].map(([node, index]) => {
    const x = column(index) + width / 2;
    edges.push(drawEdge([[x, height + 4], [x, rowY(1) - 5]], { isDead: true }));
    return drawNode(node, [column(index), rowY(1)], wide.node);
  });
  // Below the orders queue, on the same way to the Processor.
  const join = column(2) - wide.gapX / 2;
  const senders = parts.senders.map((node, index) => {
    const y = rowY(index + 1) + height / 2;
    edges.push(drawEdge([[column(2) - wide.gapX + 4, y], [join, y], [join, middle], [column(2) - 5, middle]], { flows: node.flows }));
    return drawNode(node, [column(1), rowY(index + 1)], wide.node);
  });
  const out = column(5) - wide.gapX / 2;
  const consumers = parts.consumers.map((node, index) => {
    const y = rowY(index) + height / 2;
    edges.push(drawEdge([[column(5) - wide.gapX + 4, middle], [out, middle], [out, y], [column(5) - 5, y]], { flows: parts.notifier.flows }));
    return drawNode(node, [column(5), rowY(index)], wide.node);
  });
  return s("svg", { viewBox: `0 0 ${wide.width} ${rowY(rows) - wide.gapY}`, role: "group", "aria-label": "The pipeline" }, edges, nodes, dead, senders, consumers);
};

const drawNarrow = (parts) => {
  const [width, height] = narrow.node;
  const order = [
    [parts.ingest], [parts.orders], ...parts.senders.map((node) => [node]), [parts.processor], [parts.ordersDead, true], [parts.table], [parts.notifier], [parts.eventsDead, true],
    ...parts.consumers.map((node) => [node]),
  ];
  const [nodes, edges] = [[], []];
  let previous;
  order.forEach(([node, isDead], index) => {
    const y = index * (height + narrow.gapY);
    const x = isDead ? narrow.indent : 0;
    nodes.push(drawNode(node, [x, y], [isDead ? width : width + narrow.indent, height], true));
    const from = previous ? previous.y + height + 4 : 0;
    if (isDead) edges.push(drawEdge([[narrow.indent + 24, from], [narrow.indent + 24, y - 5]], { isDead: true }));
    else if (previous) edges.push(drawEdge([[24, from], [24, y - 5]], { flows: previous.node.flows && node.flows }));
    if (!isDead) previous = { node, y };
  });
  return s("svg", { class: "narrow", viewBox: `0 0 ${narrow.width} ${order.length * (height + narrow.gapY) - narrow.gapY}`, role: "group", "aria-label": "The pipeline" }, edges, nodes);
};

/** Draws a status. */
export const drawPipeline = (status, isNarrow) => (isNarrow ? drawNarrow : drawWide)(partsOf(status));
