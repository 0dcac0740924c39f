// One dead letter: its reason, its attributes, and its body in an editor that validates by the Processor's rules.

import { get, post } from "./api.js";
import { h, show } from "./dom.js";
import { ago, at, plural } from "./format.js";
import { askToDiscard, redrive } from "./move.js";

/** The pause in typing after which the body is checked. */
const pause = 250;
const leastAndMostRows = [6, 26];

const fact = (name, ...value) => (value.some(Boolean) ? [h("dt", {}, name), h("dd", {}, value)] : null);

const drawFacts = (letter, queue) => h("dl", { class: "facts" },
  fact("Message", h("code", {}, letter.id)),
  fact(`Put on ${queue.queue}`, letter.put_at ? `${at(letter.put_at)} (${ago(letter.put_at)})` : "SQS moved it, and does not record when"),
  fact(`Sent to ${queue.target ?? "its queue"}`, letter.sent_at ? `${at(letter.sent_at)} (${ago(letter.sent_at)})` : null),
  fact("Received", letter.receive_count ? `${plural(letter.receive_count, "time")} before it failed` : null),
  fact("Original message ID", letter.original_message_id ? h("code", {}, letter.original_message_id) : null),
  fact("Group", letter.group_id ? h("code", {}, letter.group_id) : null),
  fact("Redriven", letter.redrives ? `${plural(letter.redrives, "time")}, last by ${letter.redriven_by}, ${at(letter.redriven_at)}` : null));

const drawAttributes = (letter) => (letter.attributes.length === 0 ? null : h("section", { class: "table-scroll" },
  h("h3", {}, "Sender's attributes"),
  h("table", {},
    h("thead", {}, h("tr", {}, h("th", {}, "Name"), h("th", {}, "Type"), h("th", {}, "Value"))),
    h("tbody", {}, letter.attributes.map((attribute) => h("tr", {},
      h("td", {}, h("code", {}, attribute.name)), h("td", { class: "soft" }, attribute.data_type), h("td", { class: "wrap" }, h("code", {}, attribute.value))))))));

const drawCheck = (check) => {
  if (check.valid) return h("p", { class: "note good" }, `Valid. ${check.asks}`);
  return h("ul", { class: "note bad errors" }, check.errors.map((error) => h("li", {},
    error.line ? `Line ${error.line}: ` : null, h("b", {}, error.field), ` ${error.message}`)));
};

const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
};

// Numbers beyond JavaScript's precision and repeated names would be lost by parsing and writing.
const survives = (text, formatted) => formatted !== null && formatted.replace(/\s/g, "") === text.replace(/\s/g, "");

const drawEditor = (letter, queue, id) => {
  const area = h("textarea", { id: "body", wrap: "off", spellcheck: "false", autocomplete: "off", "aria-describedby": "check" });
  area.value = letter.body;
  const formatted = pretty(letter.body);
  if (survives(letter.body, formatted)) area.value = formatted;
  const untouched = area.value;
  area.rows = Math.min(leastAndMostRows[1], Math.max(leastAndMostRows[0], untouched.split("\n").length + 1));

  const numbers = h("div", { class: "numbers mono", "aria-hidden": "true" });
  let wrongLines = new Set();
  const drawNumbers = () => show(numbers, area.value.split("\n").map((_, index) => h("span", { class: wrongLines.has(index + 1) ? "is-wrong" : null }, `${index + 1}`)));
  area.addEventListener("scroll", () => {
    numbers.scrollTop = area.scrollTop;
  });
  drawNumbers();

  const check = h("div", { id: "check", role: "status", "aria-live": "polite" });
  const send = h("button", { class: "primary" }, "Redrive");
  const undo = h("button", { class: "small", disabled: true }, "Undo changes");
  const format = h("button", { class: "small" }, "Format JSON");
  const problem = h("p", { class: "note bad", role: "alert", hidden: true });

  const isChanged = () => area.value !== untouched;
  const showCheck = (result) => {
    show(check, drawCheck(result));
    area.setAttribute("aria-invalid", !result.valid);
    send.disabled = !result.valid;
    wrongLines = new Set(result.errors.map((error) => error.line));
    drawNumbers();
  };
  let [timer, turn] = [0, 0];
  const validate = async () => {
    const mine = ++turn;
    try {
      const result = await post("/api/letter/check", { queue: queue.name, id, body: area.value });
      if (mine === turn) showCheck(result);
    } catch (error) {
      if (mine === turn) show(check, h("p", { class: "note bad" }, error.message));
    }
  };
  const edited = () => {
    undo.disabled = !isChanged();
    area.classList.toggle("is-changed", isChanged());
    drawNumbers();
    send.textContent = isChanged() ? "Save and redrive" : "Redrive";
    if (!letter.check) return;
    // Until the answer arrives the body's validity is unknown.
    send.disabled = true;
    clearTimeout(timer);
    timer = setTimeout(validate, pause);
  };
  area.addEventListener("input", edited);
  undo.addEventListener("click", () => {
    area.value = untouched;
    edited();
    area.focus();
  });
  format.addEventListener("click", () => {
    const now = pretty(area.value);
    if (!survives(area.value, now)) return;
    area.value = now;
    edited();
  });
  send.addEventListener("click", async () => {
    send.disabled = true;
    problem.hidden = true;
    try {
      await redrive(queue, { id, body: isChanged() ? area.value : undefined });
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
      send.disabled = false;
    }
  });
  if (!letter.check) show(check, h("p", { class: "soft small" }, "Only the consumer can tell whether it is valid."));
  else if (area.value === letter.body) showCheck(letter.check);
  // Formatting changes the line numbers.
  else edited();

  return h("section", { class: "editor" },
    h("div", { class: "bar" }, h("label", { for: "body", class: "legend" }, "Body"), h("div", { class: "actions" }, format, undo)),
    letter.covered ? h("p", { class: "soft small" }, "Personal data is masked here, and restored when the message is sent.") : null,
    h("div", { class: "code" }, numbers, area), check, problem,
    h("div", { class: "actions" },
      queue.target ? send : h("p", { class: "soft small" }, "These messages cannot be redriven: see operations.md."),
      h("button", { class: "quiet push", onclick: () => askToDiscard(queue, { id, what: `message ${id}`, count: 1 }) }, "Discard…")));
};

/** Shows a message. */
export const showLetter = async (place, queue, id, back) => {
  const frame = (heading, ...children) => show(place, h("article", { class: "card letter", "aria-labelledby": "letter-title" },
    h("header", {}, h("a", { class: "back", href: back }, "← All"), h("h2", { id: "letter-title" }, heading)),
    h("div", { class: "body" }, children)));
  frame("Message", h("p", { class: "soft" }, "Loading the message"));
  try {
    const letter = await get("/api/letter", { queue: queue.name, id });
    frame(["Message ", h("code", { class: "soft" }, id.slice(0, 8))],
      h("div", {}, h("p", { class: "rule" }, letter.message || letter.code),
        h("p", {}, h("span", { class: "badge" }, letter.code), letter.field ? [" in ", h("code", {}, letter.field)] : null)),
      drawEditor(letter, queue, id), drawFacts(letter, queue), drawAttributes(letter));
  } catch (error) {
    frame("Message", h("p", { class: "note warn", role: "alert" }, error.message));
  }
};

