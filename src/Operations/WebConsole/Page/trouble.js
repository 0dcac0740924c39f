// Trouble with the connection, on every page: between this page and the console, and between the console and AWS.

import { h, show } from "./dom.js";
import { at } from "./format.js";
import { listen } from "./live.js";

/** Shows trouble at a place. Returns a function that takes the state of the connection to the console. */
export const showTrouble = (place) => {
  let [lostSince, pipeline] = [undefined, undefined];
  const draw = () => show(place,
    lostSince ? h("p", { class: "note bad" }, `No connection to the console since ${at(lostSince)}: what is shown here may be out of date. Is it still running? Connecting again…`) : null,
    pipeline && !lostSince ? h("p", { class: "note bad" }, pipeline) : null);
  listen("trouble", ({ message }) => {
    pipeline = message;
    draw();
  });
  return (state) => {
    lostSince = state === "lost" ? lostSince ?? Date.now() : undefined;
    draw();
  };
};
