/** The little of jsdom that is used here; it comes without types. */
declare module "jsdom" {
  export class VirtualConsole {
    on(event: "jsdomError", listener: (error: Error) => void): this;
    on(event: "error" | "warn", listener: (...args: unknown[]) => void): this;
  }
  export class JSDOM {
    constructor(html: string, options: { url: string; runScripts: "dangerously"; virtualConsole: VirtualConsole });
    readonly window: Window & { eval(source: string): unknown };
  }
}
