// The doctor's findings: the deployment against its settings.

import { get } from "./api.js";
import { h, say, show } from "./dom.js";
import { plural } from "./format.js";

const tones = { sound: "good", noted: "warn", broken: "", not_checked: "warn" };
const words = { sound: "as it must be", noted: "note", broken: "broken", not_checked: "not checked" };

const drawFinding = (finding) => h("tr", {},
  h("td", {}, h("span", { class: `badge ${tones[finding.verdict]}` }, words[finding.verdict])),
  h("td", {}, finding.check),
  h("td", { class: "wrap" }, h("code", {}, finding.subject)),
  h("td", { class: "wrap" }, finding.found,
    finding.verdict === "broken" ? [h("p", { class: "soft" }, finding.rule), h("p", {}, h("b", {}, "Fix: "), finding.fix)] : null));

const drawTable = (findings) => h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Findings" }, h("table", {},
  h("thead", {}, h("tr", {}, ["Verdict", "Check", "Of", "Found"].map((name) => h("th", {}, name)))),
  h("tbody", {}, findings.map(drawFinding))));

/** Runs the checks when asked, because they call many of AWS's APIs. */
export const showDoctor = (main) => {
  let isOpen = true;
  const place = h("div", { class: "result", "aria-live": "polite" }, h("p", { class: "empty" }, "Checks what is deployed or running against the settings. It changes nothing."));
  const run = h("button", { class: "primary", onclick: async () => {
    run.disabled = true;
    show(place, h("p", { class: "empty" }, "Checking the deployment"));
    try {
      const { findings } = await get("/api/doctor");
      if (!isOpen) return;
      const of = (verdict) => findings.filter((finding) => finding.verdict === verdict);
      const summary = `${plural(of("broken").length, "defect")}, ${of("sound").length + of("noted").length} as they must be, ${of("not_checked").length} not checked`;
      show(place, h("p", { class: `note ${of("broken").length ? "bad" : "good"}` }, summary),
        of("sound").length < findings.length ? drawTable([...of("broken"), ...of("noted"), ...of("not_checked")]) : null,
        h("details", {}, h("summary", {}, "What is as it must be"), drawTable(of("sound"))));
      say(summary);
    } catch (error) {
      if (isOpen) show(place, h("p", { class: "note bad", role: "alert" }, error.message));
    }
    run.disabled = false;
  } }, "Run the checks");
  show(main, h("section", { class: "card", "aria-labelledby": "doctor-title" }, h("header", {}, h("h1", { id: "doctor-title" }, "Doctor"), h("div", { class: "push" }, run)), place));
  return () => {
    isOpen = false;
  };
};
