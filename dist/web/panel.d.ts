import { Socket } from './index.js';
import { TraceArgs } from './trace.js';

/** Options of the panel. */
interface PanelOptions {
    /** Opens and closes it, such as `"Alt+Shift+H"`; `false`: no key does. @default "Alt+Shift+H" */
    readonly hotkey?: string | false | undefined;
    /** What of the data is shown and recorded. @default false */
    readonly args?: TraceArgs | undefined;
    /** The element that it fills, open from the beginning and without buttons to open and close it. By default it is above the page. */
    readonly into?: Element | undefined;
}
/** The panel in the page. */
interface Panel {
    /** The element, at the end of `document.body` or of what it fills. */
    readonly element: HTMLElement;
    /** Opens it. */
    open(): void;
    /** Closes it: a button remains. */
    close(): void;
    /** Takes it out of the page, and ends the recording. */
    remove(): void;
}
/**
 * Puts a panel into the page, for developers, that shows what a socket does: how things are now, events, attempts over time, exports. It
 * begins as a button in the corner, or fills an element.
 */
declare const panel: <Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, given1?: PanelOptions) => Panel;

export { panel };
export type { Panel, PanelOptions };
