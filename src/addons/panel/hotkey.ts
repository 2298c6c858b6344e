/** Is a key the one that is named like this? By its place on the keyboard, too: with Alt, macOS makes other letters of some. */
const hotkeyTest = (hotkey: string): ((event: KeyboardEvent) => boolean) => {
  const parts = hotkey.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  const has = (name: string): boolean => parts.includes(name);
  return (event) =>
    event.altKey === has("alt") &&
    event.shiftKey === has("shift") &&
    event.ctrlKey === (has("ctrl") || has("control")) &&
    event.metaKey === (has("meta") || has("cmd")) &&
    // a browser that fills in a form dispatches one that has none of all this
    (event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key}`);
};

/** Calls a function when the key is pressed, until the function is called that this returns. */
export const onHotkey = (hotkey: string | false, action: () => void): (() => void) => {
  if (!hotkey) return () => {};
  const isHotkey = hotkeyTest(hotkey);
  const onKey = (event: KeyboardEvent): void => {
    if (!isHotkey(event)) return;
    event.preventDefault();
    action();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
};
