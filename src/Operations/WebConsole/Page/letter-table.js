// The table of a queue's messages. The console's server sorts, searches and pages it.

import { h, show } from "./dom.js";
import { ago, at, count, plural } from "./format.js";

/** The pause in typing after which the search is sent. */
const pause = 250;

const columns = [["key", "Key"], ["source", "Source"], ["field", "Reason and field"], ["value", "Bad value"], ["age", "Age"]];

const nameOf = (letter) => letter.key ?? letter.id.slice(0, 8);

const drawRow = (letter, { isChosen, href, box }) => h("tr", { class: isChosen ? "is-chosen" : null },
  h("td", { class: "pick" }, box),
  h("td", { class: "key" }, h("a", { class: "wrap", href, "aria-current": isChosen ? "true" : null }, h("code", {}, nameOf(letter)))),
  h("td", { class: "source wrap" }, letter.source ?? ""),
  h("td", { class: "reason" }, h("span", { class: "badge" }, letter.code), letter.field ? [" ", h("code", { class: "wrap" }, letter.field)] : null,
    letter.redrives ? h("span", { class: "small soft" }, ` redriven ${plural(letter.redrives, "time")}`) : null),
  h("td", { class: "value" }, h("code", { class: "wrap" }, letter.value ?? "")),
  h("td", { class: "age number soft", title: at(letter.since) }, ago(letter.since)));

/**
 * Creates the table.
 * @param state { search, sort, descending, page }
 * @param addressOf returns the address of a message
 * @param chosen the ID of the open message
 * @param change receives a part of a new state
 * @param selected the IDs of the selected messages
 * @param select is called when they change
 */
export const letterTable = ({ state, addressOf, chosen, change, selected, select }) => {
  const body = h("tbody");
  const pages = h("div", { class: "pages actions" });
  const heads = columns.map(([sort, name]) => {
    const turn = () => change({ sort, descending: state.sort === sort && !state.descending, page: 1 });
    return { sort, element: h("th", { class: { age: "age number", field: "reason" }[sort] ?? sort, scope: "col" }, h("button", { class: "sort", onclick: turn }, name)) };
  });
  let timer = 0;
  const boxOf = (letter) => h("input", {
    type: "checkbox", "aria-label": `Select ${nameOf(letter)}`, checked: selected.has(letter.id),
    onchange: (event) => {
      selected[event.target.checked ? "add" : "delete"](letter.id);
      mark();
      select();
    },
  });
  let rows = [];
  const all = h("input", {
    type: "checkbox", "aria-label": "Select all on this page",
    onchange: () => {
      for (const letter of rows) selected[all.checked ? "add" : "delete"](letter.id);
      for (const box of body.querySelectorAll("input")) box.checked = all.checked;
      select();
    },
  });
  const mark = () => {
    const picked = rows.filter((letter) => selected.has(letter.id)).length;
    [all.checked, all.indeterminate] = [picked > 0 && picked === rows.length, picked > 0 && picked < rows.length];
  };
  const search = h("input", {
    id: "search", type: "search", autocomplete: "off", spellcheck: "false", placeholder: "Search IDs and bodies", value: state.search ?? "",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => change({ search: search.value.trim() || undefined, page: 1 }), pause);
    },
  });
  const draw = (found) => {
    for (const { sort, element } of heads) {
      if (sort === state.sort) element.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else element.removeAttribute("aria-sort");
    }
    rows = found.letters;
    mark();
    show(body, rows.length
      ? rows.map((letter) => drawRow(letter, { isChosen: letter.id === chosen, href: addressOf(letter.id), box: boxOf(letter) }))
      : h("tr", {}, h("td", { colspan: columns.length + 1, class: "empty" }, found.seen ? "No message matches." : "Nothing to list.")));
    const first = (found.page - 1) * found.page_rows;
    const turnTo = (page) => () => change({ page });
    show(pages, found.pages > 1 ? [
      h("button", { class: "small", disabled: found.page === 1, onclick: turnTo(found.page - 1) }, "Previous"),
      h("button", { class: "small", disabled: found.page === found.pages, onclick: turnTo(found.page + 1) }, "Next"),
      h("span", { class: "soft small" }, `${count(first + 1)}–${count(first + found.letters.length)} of ${count(found.matching)}`),
    ] : []);
    pages.hidden = found.pages === 1;
  };
  return {
    search: h("div", { class: "field push" }, h("label", { for: "search", class: "said" }, "Search"), search),
    table: h("div", {}, h("table", { class: "letter-table" }, h("thead", {}, h("tr", {}, h("th", { class: "pick" }, all), heads.map((head) => head.element))), body), pages),
    draw,
  };
};
