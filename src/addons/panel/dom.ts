type Attributes = { readonly [name: string]: string | number | undefined | ((event: Event) => void) };

const fill = <Made extends Element>(
  element: Made,
  attributes: Attributes,
  children: readonly (Node | string)[],
): Made => {
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined) element.setAttribute(name, `${value}`);
  element.append(...children);
  return element;
};

/** An element with attributes (a function is a listener), and what is in it. */
export const html = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => fill(document.createElement(tag), attributes, children);

/** An element of a drawing. */
export const svg = (tag: string, attributes: Attributes = {}, ...children: readonly (Node | string)[]): SVGElement =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag) as SVGElement, attributes, children);

/** A button. */
export const button = (text: string, onClick: (self: HTMLButtonElement) => void): HTMLButtonElement => {
  const made = html("button", { type: "button", click: () => onClick(made) }, text);
  return made;
};

/** A button that is pressed or not. */
export const toggle = (text: string, onChange: (pressed: "pressed" | undefined) => void): HTMLButtonElement =>
  fill(
    button(text, (self) => {
      const isPressed = self.getAttribute("aria-pressed") !== "true";
      self.setAttribute("aria-pressed", `${isPressed}`);
      onChange(isPressed ? "pressed" : undefined);
    }),
    { "aria-pressed": "false" },
    [],
  );

/** A duration, as short as it is readable. */
export const ms = (duration: number | undefined): string => {
  if (duration === undefined) return "–";
  if (duration < 1000) return `${Math.round(duration)} ms`;
  return duration === Infinity ? "later" : `${(duration / 1000).toFixed(1)} s`;
};
