// Server-sent events. The browser's EventSource cannot send the key's header, so they are read from a fetch response.

import { openStream, Refused } from "./api.js";

const retryAfter = 2000;
/** The console sends something at least every 5 seconds. */
const maxSilence = 15000;
const listeners = new Map();
const latest = new Map();

/** Listens to events of one name, starting with the latest. Returns a function that stops. */
export const listen = (name, hear) => {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(hear);
  if (latest.has(name)) hear(latest.get(name));
  return () => listeners.get(name).delete(hear);
};

/** Returns the latest event of a name. */
export const last = (name) => latest.get(name);

const tell = (name, value) => {
  latest.set(name, value);
  for (const hear of listeners.get(name) ?? []) {
    try {
      hear(value);
    } catch (error) {
      // A bug in a view is logged to the browser's console, and does not end the connection.
      reportError(error);
    }
  }
};

const read = (block) => {
  let [name, data] = ["message", ""];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data += line.slice(6);
  }
  if (data) tell(name, JSON.parse(data));
};

const readAll = async (stream) => {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let timer;
  try {
    for (let text = ""; ;) {
      // A tunnel that hangs ends neither the stream nor the request.
      clearTimeout(timer);
      timer = setTimeout(() => reader.cancel(), maxSilence);
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (text + value).split("\n\n");
      text = blocks.pop();
      blocks.forEach(read);
    }
  } finally {
    clearTimeout(timer);
  }
};

/** Connects, and reconnects until the session ends. */
export const connect = async (onState) => {
  for (;;) {
    try {
      const stream = await openStream("/api/live");
      onState("live");
      await readAll(stream);
    } catch (error) {
      // The page that asks for a link is shown by then.
      if (error instanceof Refused && error.status === 401) return;
    }
    onState("lost");
    await new Promise((resolve) => setTimeout(resolve, retryAfter));
  }
};
