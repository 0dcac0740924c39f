// Moves messages: asks the operator, then sends the request. Progress arrives with the live events.

import { post } from "./api.js";
import { drawDiff } from "./diff.js";
import { h, show } from "./dom.js";
import { count, plural } from "./format.js";

/** Redrives messages. */
export const redrive = (queue, what) => post("/api/redrive", { queue: queue.name, ...what });

const open = (title, body, footer) => {
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" },
    h("header", {}, h("h2", { id: "dialog-title" }, title)), h("div", { class: "body" }, body), h("footer", {}, footer));
  const asked = document.activeElement;
  const leave = () => dialog.close();
  // Another view, or the end of the session, ends the question.
  window.addEventListener("hashchange", leave);
  window.addEventListener("session-end", leave);
  dialog.addEventListener("close", () => {
    window.removeEventListener("hashchange", leave);
    window.removeEventListener("session-end", leave);
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
export const filterOf = ({ id, ids, reason, field }) => (ids ? { ids } : { id, reason, ...(field === "" ? { no_field: true } : { field }) });

const drawPlan = (plan) => [
  h("p", {}, h("b", {}, plural(plan.count, "message")), ` would be redriven to `, h("code", {}, plan.target), "."),
  plan.groups.length > 1 ? h("ul", { class: "note" }, plan.groups.map((group) => h("li", {}, `${count(group.count)} × ${group.code}${group.field ? `, ${group.field}` : ""}`))) : null,
  plan.refusals.map((refusal) => h("p", { class: "note warn wrap" }, `${plural(refusal.count, "message stays", "messages stay")}: ${refusal.reason}.`)),
  plan.invalid > 0 ? h("p", { class: "note warn" }, `${plural(plan.invalid, "message still breaks", "messages still break")} a rule and will be dead-lettered again. Fix the body first, or discard.`) : null,
  plan.edits.length ? h("section", { class: "diffs", "aria-label": "Changes", tabindex: "0" }, plan.edits.map((edit) => drawDiff(edit.id, edit.before, edit.after))) : null,
];

const kinds = [["", "Send unchanged"], ["to_number", "Turn text into a number"], ["set", "Set to a JSON value"], ["remove", "Remove"]];

// The fields of an edit that is made to each message.
const editFields = (field, change) => {
  const kind = h("select", { id: "edit-kind" }, kinds.map(([value, name]) => h("option", { value }, name)));
  const path = h("input", { id: "edit-path", class: "mono", spellcheck: "false", autocomplete: "off", value: field ?? "" });
  const value = h("input", { id: "edit-value", class: "mono", spellcheck: "false", autocomplete: "off", placeholder: "2 or \"text\"" });
  const labelled = (name, element) => h("div", { class: "field" }, h("label", { for: element.id }, name), element);
  const [pathField, valueField] = [labelled("Field", path), labelled("Value", value)];
  const apply = () => {
    pathField.hidden = kind.value === "";
    valueField.hidden = kind.value !== "set";
    change();
  };
  [pathField.hidden, valueField.hidden] = [true, true];
  kind.addEventListener("change", apply);
  for (const element of [path, value]) element.addEventListener("input", apply);
  const read = () => {
    if (kind.value === "") return undefined;
    // Blanks around a name were not meant.
    const member = path.value.trim();
    if (kind.value !== "set") return { path: member, [kind.value]: true };
    try {
      return { path: member, set: JSON.parse(value.value) };
    } catch {
      throw new Error("Value must be JSON: a number, true, false, null, or a text in double quotes.");
    }
  };
  return { element: h("div", { class: "edit" }, labelled("Edit each message", kind), pathField, valueField), read };
};

/** Shows the plan of a redrive with its edit, and redrives the messages once the operator confirms. */
export const askToRedrive = async (queue, wanted) => {
  const plan = h("div", { class: "editor", role: "status" }, h("p", { class: "soft" }, "Loading the plan"));
  const rate = h("input", { id: "rate", type: "number", min: "1", max: "3000", inputmode: "numeric", placeholder: "no limit" });
  const ramp = h("input", { id: "ramp", type: "checkbox", checked: true });
  const problem = h("p", { class: "note bad", role: "alert", hidden: true });
  const go = h("button", { class: "primary", disabled: true }, "Redrive");
  const preview = h("button", { hidden: true, onclick: () => look() }, "Preview");
  // What is sent is what the preview showed.
  let turn = 0;
  const edit = editFields(wanted.field, () => {
    turn++;
    go.disabled = true;
    preview.hidden = false;
    show(plan, h("p", { class: "soft" }, "Preview the edit to see what would be sent."));
  });
  let shown;
  const dialog = open(`Redrive ${wanted.what}`, [
    edit.element,
    plan,
    h("div", { class: "field" }, h("label", { for: "rate" }, "Messages per second"), rate),
    h("label", { class: "check" }, ramp, h("span", {}, "Ramp: send 1, 5, 50, …; stop if a message is dead-lettered again")),
    problem,
  ], [h("button", { onclick: () => dialog.close() }, "Cancel"), preview, go]);
  go.addEventListener("click", () => attempt(dialog, go, problem, () => redrive(queue, {
    ...filterOf(wanted), edit: shown, rate: rate.value ? Number(rate.value) : undefined, ramp: ramp.checked,
  }).then(wanted.sent)));
  const look = async () => {
    const mine = ++turn;
    go.disabled = true;
    preview.disabled = true;
    try {
      const asked = edit.read();
      const found = await post("/api/redrive/plan", { queue: queue.name, ...filterOf(wanted), edit: asked });
      // The form was changed meanwhile: this is not what it says.
      if (mine !== turn) return;
      shown = asked;
      show(plan, drawPlan(found));
      go.textContent = `Redrive ${count(found.count)}`;
      go.disabled = found.count === 0;
      preview.hidden = true;
    } catch (error) {
      if (mine === turn) show(plan, h("p", { class: "note bad" }, error.message));
    } finally {
      preview.disabled = false;
    }
  };
  await look();
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
  go.addEventListener("click", () => attempt(dialog, go, problem, () => post("/api/discard", { queue: queue.name, ...filterOf(wanted), count: wanted.count }).then(wanted.sent)));
};
