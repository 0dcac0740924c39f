// Starts the page: opens the session, then the view that the address names.

import { get, hasSession, onSessionEnd, openSession, post } from "./api.js";
import { h, say, show } from "./dom.js";
import { count } from "./format.js";
import { connect, listen } from "./live.js";
import { showJobs } from "./jobs.js";
import { showLetters } from "./letters.js";
import { showDoctor } from "./doctor.js";
import { showHistory } from "./history.js";
import { showOrders } from "./orders.js";
import { showOverview } from "./overview.js";
import { showReplay } from "./replay.js";
import { showRunbook } from "./runbook.js";
import { useThemes } from "./theme.js";
import { showTrouble } from "./trouble.js";

const main = document.getElementById("main");
const views = [
  { name: "Overview", path: "", open: showOverview },
  { name: "Dead letters", path: "letters", open: showLetters },
  { name: "Orders", path: "orders", open: showOrders },
  { name: "Events", path: "events", open: showReplay },
  { name: "History", path: "history", open: showHistory },
  { name: "Doctor", path: "doctor", open: showDoctor },
  { name: "Runbook", path: "runbook", open: showRunbook },
];
let [leave, before] = [() => {}, undefined];

const decoded = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const route = () => {
  const [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").map(decoded), query: new URLSearchParams(search) };
};

const openView = (settings) => {
  const { parts, query } = route();
  const view = views.find((each) => each.path === parts[0]) ?? views[0];
  for (const link of document.querySelectorAll(".views a")) {
    if (link.getAttribute("href") === `#/${view.path}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${view.name} · Orders console`;
  leave();
  leave = view.open(main, { parts: parts.slice(1), query, settings, before }) ?? (() => {});
  before = { path: view.path, parts: parts.slice(1) };
};

const showDoor = (message) => {
  const key = h("input", { id: "key", autocomplete: "off", spellcheck: "false", required: true });
  const problem = h("p", { class: "note bad", role: "alert", hidden: !message }, message ?? "");
  const enter = async (event) => {
    event.preventDefault();
    try {
      await openSession(key.value.trim().split("#key=").pop());
      location.reload();
    } catch (error) {
      problem.hidden = false;
      problem.textContent = error.message;
    }
  };
  show(main, h("section", { class: "card door" },
    h("header", {}, h("h1", {}, "Orders console")),
    h("form", { class: "body actions", onsubmit: enter },
      h("p", {}, "The console shows customers’ data, so it opens only with the link that it printed at its start, or with the key in that link."),
      problem,
      h("div", { class: "field search" }, h("div", { class: "field" }, h("label", { for: "key" }, "Link or key"), key), h("button", { class: "primary" }, "Open")))));
  key.focus();
};

const usePersonalData = (settings) => {
  const button = document.getElementById("personal");
  const apply = () => {
    button.setAttribute("aria-pressed", settings.shows_personal_data);
    button.textContent = settings.shows_personal_data ? "Personal data: shown" : "Personal data: masked";
  };
  apply();
  button.addEventListener("click", async () => {
    // The view is drawn anew.
    if (document.querySelector("textarea.is-changed") && !confirm("The body of the message was changed and not sent. Drop the change?")) return;
    await post("/api/session/personal-data", { show: !settings.shows_personal_data });
    settings.shows_personal_data = !settings.shows_personal_data;
    apply();
    say(button.textContent);
    openView(settings);
  });
};

const showState = (state) => {
  const live = document.getElementById("live");
  live.className = `live is-${state}`;
  live.textContent = { live: "Live", lost: "Reconnecting", ended: "Ended" }[state];
};

const start = async () => {
  const settings = await get("/api/console");
  const place = document.getElementById("place");
  place.textContent = [settings.place, settings.prefix].filter(Boolean).join(" · ");
  // A narrow window cuts it off.
  place.title = place.textContent;
  usePersonalData(settings);
  showJobs(document.getElementById("jobs"));
  listen("status", (status) => {
    const dead = status.queues.filter((queue) => queue.is_dead_letters).reduce((sum, queue) => sum + (queue.waiting ?? 0), 0);
    const badge = document.getElementById("dead-count");
    badge.hidden = dead === 0;
    badge.textContent = count(dead);
  });
  window.addEventListener("hashchange", () => {
    if (!location.hash.startsWith("#/") && location.hash !== "") return;
    openView(settings);
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  });
  const showConnection = showTrouble(document.getElementById("trouble"));
  openView(settings);
  connect((state) => {
    showState(state);
    showConnection(state);
  });
};

onSessionEnd((message) => {
  window.dispatchEvent(new Event("session-end"));
  leave();
  leave = () => {};
  show(document.getElementById("trouble"));
  showState("ended");
  showDoor(message);
});
useThemes(document.getElementById("theme"));
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

try {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) {
    history.replaceState(null, "", "/#/");
    await openSession(key);
  }
  if (hasSession()) await start();
  else showDoor();
} catch (error) {
  showDoor(error.message);
}
