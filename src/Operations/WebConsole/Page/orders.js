// An order's journey through the pipeline.

import { get } from "./api.js";
import { h, show } from "./dom.js";
import { ago, at } from "./format.js";

const tones = { COMPLETED: "good", CANCELLED: "warn", EXPIRED: "warn" };

const statusBadge = (status) => h("span", { class: `badge ${tones[status] ?? "calm"}` }, status);

const drawEvent = (event) => h("p", { class: "small soft wrap" },
  "event ", h("code", {}, event.type), event.consumers.length ? ` for ${event.consumers.join(", ")}` : " for no consumer");

const drawStep = (step) => {
  if (step.kind === "dead_letter") {
    return h("li", { class: "is-dead" },
      h("p", { class: "what" }, "Dead letter ", h("span", { class: "badge" }, step.code)),
      h("p", { class: "wrap" }, step.message),
      h("p", { class: "when" }, at(step.at), " · ", h("a", { href: `#/letters/orders-dlq/${encodeURIComponent(step.message_id)}` }, "open it")));
  }
  if (step.kind === "rejected") {
    return h("li", { class: "is-dead" },
      h("p", { class: "what" }, "Rejected ", h("span", { class: "badge" }, step.code)),
      h("p", { class: "wrap" }, step.message),
      step.event ? drawEvent(step.event) : null,
      h("p", { class: "when" }, at(step.at)));
  }
  return h("li", { class: step.status === "COMPLETED" ? "is-done" : null },
    h("p", { class: "what" }, step.kind === "placed" ? "Placed" : `${step.previous_status} → ${step.status}`, step.kind === "placed" ? statusBadge(step.status) : null),
    step.reason ? h("p", { class: "wrap" }, `“${step.reason}”`) : null,
    step.event ? drawEvent(step.event) : null,
    h("p", { class: "when" }, `${at(step.at)} · version ${step.version}`));
};

// Members that the page shows elsewhere.
const shownElsewhere = new Set(["order_id", "status", "version", "history", "metadata"]);

const drawOrder = (order) => h("dl", { class: "facts" }, [
  ...Object.entries(order).filter(([name]) => !shownElsewhere.has(name)).map(([name, value]) => [name, name.endsWith("_at") ? `${at(value)} (${ago(value)})` : value]),
  ...Object.entries(order.metadata ?? {}).map(([name, value]) => [`metadata.${name}`, value]),
].filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => [h("dt", {}, name), h("dd", {}, String(value))]));

const drawJourney = ({ journey, order, owner }) => h("div", { class: "order" },
  h("section", { class: "card", "aria-labelledby": "journey-title" },
    h("header", {}, h("h2", { id: "journey-title" }, "Order ", h("code", { class: "wrap" }, journey.order_id)), journey.status ? statusBadge(journey.status) : null,
      order ? h("a", { class: "push", href: `#/events?order=${encodeURIComponent(journey.order_id)}` }, "Replay its events") : null),
    h("div", { class: "body" }, journey.steps.length ? h("ol", { class: "timeline" }, journey.steps.map(drawStep)) : h("p", { class: "soft" }, "Nothing is known of this order. Its message may still be on the queue."),
      journey.problems.map((problem) => h("p", { class: "note bad" }, problem)),
      journey.unreadable_attribute ? h("p", { class: "note bad" }, `Its row cannot be read: ${journey.unreadable_attribute}.`) : null,
      journey.saw_all_dead_letters === false ? h("p", { class: "note warn" }, "Not every dead letter could be read: there may be more of this order.") : null)),
  order ? h("section", { class: "card", "aria-label": "The order now" }, h("header", {}, h("h2", {}, "Now")), h("div", { class: "body" }, drawOrder({ ...order, owner }))) : null);

const drawPending = (pending) => h("section", { class: "card", "aria-labelledby": "pending-title" },
  h("header", {}, h("h2", { id: "pending-title" }, "Pending, oldest first")),
  pending.orders.length
    ? h("ul", { class: "list" }, pending.orders.map((order) => h("li", {}, h("a", { href: `#/orders/${encodeURIComponent(order.order_id)}` },
      h("span", { class: "preview" }, `${order.quantity} × ${order.item}`),
      h("span", { class: "meta" }, h("code", {}, order.order_id), h("span", {}, ago(order.created_at)))))))
    : h("p", { class: "empty" }, pending.listed ? "No order is pending." : "This deployment has no index of pending orders."),
  pending.unreadable.length ? h("p", { class: "note bad wrap" }, `Rows that are not orders: ${pending.unreadable.length}. `,
    pending.unreadable.map((row) => `${row.order_id} (${row.attribute})`).join(", ")) : null);

/** Reads an order, and shows its journey. */
export const showOrders = (main, { parts: [id] }) => {
  const field = h("input", { id: "order-id", class: "mono", spellcheck: "false", autocomplete: "off", required: true });
  field.value = id ?? "";
  const result = h("div", { "aria-live": "polite" });
  const search = (event) => {
    event.preventDefault();
    location.hash = `#/orders/${encodeURIComponent(field.value.trim())}`;
  };
  show(main,
    h("h1", { class: "said" }, "Orders"),
    h("form", { class: "search", onsubmit: search },
      h("div", { class: "field" }, h("label", { for: "order-id" }, "Order id"), field),
      h("button", { class: "primary" }, "Trace order")),
    result);

  let isOpen = true;
  const fill = async () => {
    try {
      const found = id ? drawJourney(await get("/api/order", { id })) : drawPending(await get("/api/orders"));
      if (isOpen) show(result, found);
    } catch (error) {
      if (isOpen) show(result, h("p", { class: "note bad", role: "alert" }, error.message));
    }
  };
  fill();
  return () => {
    isOpen = false;
  };
};
