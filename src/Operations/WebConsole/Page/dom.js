// Makes elements. Text is always inserted as text, never as markup.

const svgNames = new Set(["svg", "g", "path", "rect", "circle", "line", "text", "title", "desc", "defs", "marker", "polyline", "polygon", "tspan"]);

const make = (namespace, tag, properties, children) => {
  const element = namespace ? document.createElementNS(namespace, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

/** Creates an HTML element with attributes, `on…` listeners and children. */
export const h = (tag, properties, ...children) => make(null, tag, properties, children);

/** Creates an SVG element, or a link in a drawing. */
export const s = (tag, properties, ...children) => {
  if (tag !== "a" && !svgNames.has(tag)) throw new Error(`${tag} is not an element of our drawings`);
  return make("http://www.w3.org/2000/svg", tag, properties, children);
};

/** Replaces the content of an element. */
export const show = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter(Boolean));

/** Announces a text to screen readers. */
export const say = (text) => {
  document.getElementById("said").textContent = text;
};
