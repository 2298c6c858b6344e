/** The element with this id. */
export const $ = (id) => document.getElementById(id);

/** Makes an element. Whatever comes from others goes in as text or attribute, never as markup. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** Writes only what differs, so that a screen reader hears a change once. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A time of day: `12:03`. */
export function clock(at) {
  const date = new Date(at);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The same person has the same colour everywhere. */
export const hueOf = (key) => Number.parseInt(key.slice(0, 4), 16) % 360;
