import type { Socket } from "holdfast";
import type { Recorder } from "holdfast/trace";
import type { Model } from "./model.ts";

/** What the tabs show. */
export interface Shown {
  readonly _socket: Socket;
  readonly _model: Model;
  readonly _recording: Recorder;
}

/** What is in a tab. */
export interface View {
  readonly _elements: readonly HTMLElement[];
  /** Shows how things are now. */
  _update(): void;
}
