// Calls to the console. The session's key goes with each as a header; it lives as long as this tab, and is not in a cookie.

const stored = "orders-console-session";

/** A refusal by the console; its message is for people. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

let endSession = () => {};

/** Calls back when the console no longer has the session. */
export const onSessionEnd = (act) => {
  endSession = act;
};

const answer = async (response) => {
  if (response.ok) return response.status === 204 ? null : response.json();
  const body = await response.json().catch(() => ({}));
  if (body.error === "session") {
    sessionStorage.removeItem(stored);
    endSession(body.message);
  }
  throw new Refused(response.status, body.error ?? "failed", body.message ?? `The console answered ${response.status}.`);
};

const request = async (method, path, body, key) => {
  const headers = { Authorization: `Bearer ${key ?? sessionStorage.getItem(stored) ?? ""}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" });
  } catch {
    throw new Refused(0, "away", "The console does not answer. Is it still running?");
  }
};

/** Requests data. */
export const get = async (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given).toString();
  return answer(await request("GET", search ? `${path}?${search}` : path));
};

/** Requests a change. */
export const post = async (path, body) => answer(await request("POST", path, body));

/** Opens a session with the key of the link. */
export const openSession = async (key) => {
  const { session } = await answer(await request("POST", "/api/session", {}, key));
  sessionStorage.setItem(stored, session);
};

/** Whether this tab had a session. */
export const hasSession = () => sessionStorage.getItem(stored) !== null;

/** Returns a streaming answer. */
export const openStream = async (path) => {
  const response = await request("GET", path);
  if (!response.ok) await answer(response);
  return response.body;
};
