// Event replay: sends events again with their original IDs, after a preview.

import { post } from "./api.js";
import { h, show } from "./dom.js";
import { count, plural } from "./format.js";

const kinds = [["quarantined", "Quarantined events, which a consumer's queue did not accept"], ["on_failure", "Events of records that Lambda gave up"], ["order", "Events of one order"]];

const drawPlan = (plan) => [
  h("p", { class: plan.events ? "note" : "soft" }, plan.events
    ? `${plural(plan.events, "event")} would be sent to ${plan.consumers.map((each) => (each.events === undefined ? each.name : `${each.name} (${count(each.events)})`)).join(", ")}.`
    : "There is no event to send."),
  plan.first_events.length ? h("ul", { class: "small" }, plan.first_events.map((id) => h("li", {}, h("code", { class: "wrap" }, id)))) : null,
  plan.problems.map((problem) => h("p", { class: "note warn wrap" }, problem)),
];

/** Shows the form of a replay. */
export const showReplay = (main, { query, settings }) => {
  const kind = h("select", { id: "replay-kind" }, kinds.map(([value, name]) => h("option", { value }, name)));
  const order = h("input", { id: "replay-order", class: "mono", spellcheck: "false", autocomplete: "off", value: query.get("order") ?? "" });
  if (query.get("order")) kind.value = "order";
  const version = h("input", { id: "replay-version", type: "number", min: "1", placeholder: "all" });
  const consumer = h("select", { id: "replay-consumer" }, h("option", { value: "" }, "all consumers"), settings.consumers.map((name) => h("option", {}, name)));
  const labelled = (name, element) => h("div", { class: "field" }, h("label", { for: element.id }, name), element);
  const ofOrder = h("div", { class: "pair" }, labelled("Order id", order), labelled("Version", version));
  const plan = h("div", { class: "editor", role: "status" });
  const send = h("button", { class: "primary", disabled: true }, "Replay");
  let [shown, turn] = [undefined, 0];
  const changed = () => {
    turn++;
    ofOrder.hidden = kind.value !== "order";
    send.disabled = true;
    show(plan, h("p", { class: "soft" }, "Consumers recognize repeats by the event's ID."));
  };
  const read = () => ({
    ...(kind.value === "order" ? { order: order.value, version: version.value ? Number(version.value) : undefined } : { [kind.value]: true }),
    consumer: consumer.value || undefined,
  });
  const attempt = async (button, work) => {
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      show(plan, h("p", { class: "note bad", role: "alert" }, error.message));
    }
    preview.disabled = false;
  };
  const preview = h("button", { onclick: () => attempt(preview, async () => {
    const [mine, asked] = [++turn, read()];
    const found = await post("/api/replay/plan", asked);
    // The form was changed meanwhile: this is not what it says.
    if (mine !== turn) return;
    shown = asked;
    show(plan, drawPlan(found));
    send.textContent = found.events ? `Replay ${count(found.events)}` : "Replay";
    send.disabled = found.events === 0;
  }) }, "Preview");
  send.addEventListener("click", () => attempt(send, async () => {
    await post("/api/replay", shown);
    show(plan, h("p", { class: "soft" }, "The replay runs; its result appears below, and in the history."));
  }));
  for (const element of [kind, order, version, consumer]) element.addEventListener("input", changed);
  show(main, h("section", { class: "card", "aria-labelledby": "replay-title" },
    h("header", {}, h("h1", { id: "replay-title" }, "Replay events")),
    h("div", { class: "body form" }, labelled("Events", kind), ofOrder, labelled("Consumer", consumer), plan, h("div", { class: "actions" }, preview, send))));
  changed();
};
