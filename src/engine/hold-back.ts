import type { EnginePacket } from "../codec/engine-io.ts";
import type { Frame } from "../platform/platform.ts";
import type { Engine } from "./engine.ts";
import { sizeOf } from "./write-queue.ts";

/**
 * Is the first packet that waits too large for polling, which takes `max` bytes? Then it waits for an upgrade, or is refused if
 * there will be none.
 */
export const holdsBack = (engine: Engine, max: number): boolean => {
  const { writeBuffer, _state, _sink, _platform } = engine;
  const { _owner, _count = 0 } = writeBuffer[0] as EnginePacket;
  const frames = writeBuffer.slice(0, _count).map(({ data }) => data as Frame);
  if (!frames.some((frame) => sizeOf(frame, true, _platform.byteLength) > max)) return false;
  if (_state._cancel) return true;
  const error = engine._tooLarge(frames);
  writeBuffer.splice(0, _count);
  _sink?._onRefused(_owner, error!);
  engine._flush();
  return true;
};
