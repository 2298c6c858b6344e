/** `holdfast/panel`: a panel in the page, for developers, that shows what a socket does. */
export { type Panel, type PanelOptions, panel } from "./panel.ts";
