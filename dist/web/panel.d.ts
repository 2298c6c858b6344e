import { Socket } from './index.js';
import { TraceArgs } from './trace.js';

/** Options of the panel. */
interface PanelOptions {
    /** Opens and closes it, such as `"Alt+Shift+H"`; `false`: no key does. @default "Alt+Shift+H" */
    readonly hotkey?: string | false | undefined;
    /** What of the data is shown and recorded. @default false */
    readonly args?: TraceArgs | undefined;
}
/** The panel in the page. */
interface Panel {
    /** The element, at the end of `document.body`. */
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
 * begins as a button in the corner.
 */
declare const panel: <Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, given1?: PanelOptions) => Panel;

export { panel };
export type { Panel, PanelOptions };
