import type { EnginePacket } from "../codec/engine-io.ts";
import type { Engine } from "./engine.ts";

/** Is the first packet that waits too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
export const holdsBack = (engine: Engine): boolean => {
  const { writeBuffer, _state, _sink } = engine;
  const { _owner, _frames = [] } = writeBuffer[0] as EnginePacket;
  const error = engine._tooLarge(_frames, true);
  if (!error || _state._cancel) return !!error;
  writeBuffer.splice(0, _frames.length);
  _sink?._onRefused(_owner, error);
  engine._flush();
  return true;
};
