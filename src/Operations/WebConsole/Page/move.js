// Moves messages: asks the operator, then sends the request. Progress arrives with the live events.

import { post } from "./api.js";
import { h, show } from "./dom.js";
import { count, plural } from "./format.js";

/** Redrives messages. */
export const redrive = (queue, what) => post("/api/redrive", { queue: queue.name, ...what });

const open = (title, body, footer) => {
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" },
    h("header", {}, h("h2", { id: "dialog-title" }, title)), h("div", { class: "body" }, body), h("footer", {}, footer));
  const asked = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (asked?.isConnected) asked.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

const attempt = async (dialog, button, problem, work) => {
  button.disabled = true;
  problem.hidden = true;
  try {
    await work();
    dialog.close();
  } catch (error) {
    problem.hidden = false;
    problem.textContent = error.message;
    button.disabled = false;
  }
};

/** The filter as the console's API takes it. An empty field selects the messages whose reason names no field. */
export const filterOf = ({ id, reason, field }) => ({ id, reason, ...(field === "" ? { no_field: true } : { field }) });

const drawPlan = (plan) => [
  h("p", {}, h("b", {}, plural(plan.count, "message")), ` would be redriven to `, h("code", {}, plan.target), "."),
  plan.groups.length > 1 ? h("ul", { class: "note" }, plan.groups.map((group) => h("li", {}, `${count(group.count)} × ${group.code}${group.field ? `, ${group.field}` : ""}`))) : null,
  plan.refused > 0 ? h("p", { class: "note warn" }, `${plural(plan.refused, "message")} stay: already redriven ${count(plan.max_redrives)} times.`) : null,
  plan.invalid > 0 ? h("p", { class: "note warn" }, `${plural(plan.invalid, "message")} still break a rule and will be dead-lettered again. Fix them first, or discard them.`) : null,
];

/** Shows the plan of a redrive, and redrives the messages once the operator confirms. */
export const askToRedrive = async (queue, wanted) => {
  const plan = h("div", { class: "editor", role: "status" }, h("p", { class: "soft" }, "Loading the plan"));
  const rate = h("input", { id: "rate", type: "number", min: "1", max: "3000", inputmode: "numeric", placeholder: "no limit" });
  const ramp = h("input", { id: "ramp", type: "checkbox", checked: true });
  const problem = h("p", { class: "note bad", role: "alert", hidden: true });
  const go = h("button", { class: "primary", disabled: true }, "Redrive");
  const dialog = open(`Redrive ${wanted.what}`, [
    plan,
    h("div", { class: "field" }, h("label", { for: "rate" }, "Messages per second"), rate),
    h("label", { class: "check" }, ramp, h("span", {}, "Ramp: send 1, 5, 50, …; stop if a message is dead-lettered again")),
    problem,
  ], [h("button", { onclick: () => dialog.close() }, "Cancel"), go]);
  go.addEventListener("click", () => attempt(dialog, go, problem, () => redrive(queue, {
    ...filterOf(wanted), rate: rate.value ? Number(rate.value) : undefined, ramp: ramp.checked,
  })));
  try {
    const found = await post("/api/redrive/plan", { queue: queue.name, ...filterOf(wanted) });
    show(plan, drawPlan(found));
    go.textContent = `Redrive ${count(found.count)}`;
    go.disabled = found.count === 0;
  } catch (error) {
    show(plan, h("p", { class: "note bad" }, error.message));
  }
};

/** Asks for the count, and discards messages. */
export const askToDiscard = (queue, wanted) => {
  const typed = h("input", { id: "typed", inputmode: "numeric", autocomplete: "off" });
  const problem = h("p", { class: "note bad", role: "alert", hidden: true });
  const go = h("button", { class: "danger full", disabled: true }, `Discard ${count(wanted.count)}`);
  const dialog = open(`Discard ${wanted.what}`, [
    h("p", {}, `${plural(wanted.count, "message")} of ${queue.queue} will be deleted permanently. The audit log keeps a copy.`),
    h("div", { class: "field" }, h("label", { for: "typed" }, `Type ${wanted.count} to discard`), typed),
    problem,
  ], [h("button", { onclick: () => dialog.close() }, "Cancel"), go]);
  typed.addEventListener("input", () => {
    go.disabled = typed.value.trim() !== String(wanted.count);
  });
  go.addEventListener("click", () => attempt(dialog, go, problem, () => post("/api/discard", { queue: queue.name, ...filterOf(wanted), count: wanted.count })));
};
