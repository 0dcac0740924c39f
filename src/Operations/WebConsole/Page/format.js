// Formats numbers and times.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** Formats a count; a dash if it is unknown. */
export const count = (number) => (number === null || number === undefined ? "–" : whole.format(number));

/** Formats a rate or another measure, with one decimal while it is small. */
export const measure = (number) => (number === null || number === undefined ? "–" : (number < 100 ? tenth : whole).format(number));

/** Formats a count with its noun. */
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** Formats a time span in its largest unit. */
export const span = (seconds) => {
  if (seconds === null || seconds === undefined) return "–";
  const whole = Math.max(0, Math.floor(seconds));
  if (whole >= 86400) return `${Math.floor(whole / 86400)} d`;
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h`;
  if (whole >= 60) return `${Math.floor(whole / 60)} min`;
  return `${whole} s`;
};

/** Formats how long ago a time was. */
export const ago = (time) => `${span((Date.now() - Date.parse(time)) / 1000)} ago`;

/** Formats a time of day, with the date if it is another day. */
export const at = (time) => {
  const date = new Date(time);
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
};

/** Formats the time of day in a chart. */
export const clockOf = (time) => clock.format(time);

const zones = new Intl.DateTimeFormat("en-GB", { timeZoneName: "short" });

/** Returns the name of the browser's time zone at a time. */
export const zone = (time) => zones.formatToParts(new Date(time)).find((part) => part.type === "timeZoneName").value;

/** Formats milliseconds. */
export const duration = (milliseconds) => {
  if (milliseconds === null || milliseconds === undefined) return "–";
  return milliseconds >= 1000 ? `${tenth.format(milliseconds / 1000)} s` : `${(milliseconds < 10 ? tenth : whole).format(milliseconds)} ms`;
};

/** Formats bytes. */
export const size = (bytes) => (bytes >= 1024 ? `${tenth.format(bytes / 1024)} KiB` : `${count(bytes)} bytes`);
