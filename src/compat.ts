/**
 * Members that socket.io-client never documented and that published code uses all the same (docs/migrating-from-socket.io-client.md,
 * "What other libraries reach for"). The entries install them; `holdfast/core` goes without. A method that apps replace is
 * one that the core goes through.
 */
import type { EnginePacket } from "./codec/engine-io.ts";
import type { Packet } from "./codec/packet.ts";
import { Engine } from "./engine/engine.ts";
import { Attempts } from "./manager/attempts.ts";
import { BaseManager } from "./manager/manager.ts";
import type { Frame, Platform } from "./platform/platform.ts";
import { Inbox } from "./socket/inbox.ts";
import { Socket } from "./socket/socket.ts";
import { Transport } from "./transport/transport.ts";
import type { WebSocketTransport } from "./transport/websocket.ts";
import { type Listener, TypedEmitter } from "./util/emitter.ts";
import { warnOnce } from "./util/warn.ts";

/** A property of the object's own, in the place of one that all have; what watches an app's state does not list it. */
export const replace = (object: object, name: string, value: unknown): void => {
  Object.defineProperty(object, name, { value, writable: true, configurable: true });
};

/** Gives the instances of a class more members. What is only read here can be replaced all the same, as in socket.io-client. */
export const add = <Instance>(
  Class: { prototype: object },
  members: Record<string, unknown> & ThisType<Instance>,
): void => {
  const all = Object.getOwnPropertyDescriptors(members);
  for (const [name, member] of Object.entries(all)) {
    if (member.get)
      member.set ??= function (this: object, value) {
        replace(this, name, value);
      };
  }
  Object.defineProperties(Class.prototype, all);
};

const { _onEvent } = Inbox.prototype;

const extendSocket = (): void => {
  Inbox.prototype._onEvent = function (packet, bytes) {
    (this._socket as unknown as { onevent(packet: Packet, bytes: number | undefined): void }).onevent(packet, bytes);
  };
  add<Socket>(Socket, {
    onevent(packet: Packet, bytes: number) {
      _onEvent.call(this._inner()._inbox, packet, bytes);
    },
    ack(id: number) {
      return this._inner()._inbox._answer(id);
    },
    get io() {
      return this._inner()._io;
    },
    get flags() {
      return this._flags;
    },
    get _opts() {
      return this._inner()._options;
    },
  });
};

const { _connect, _close, _reconnects } = Attempts.prototype;

/** Set by the app, or here, until the next attempt. */
type Skipping = { _manager: { skipReconnect?: boolean } };

/** Settings of a Manager: socket.io-client has each under its name with a `_` before it, too, where apps read and set it. */
const SETTINGS = [
  "reconnection",
  "reconnectionAttempts",
  "reconnectionDelay",
  "reconnectionDelayMax",
  "randomizationFactor",
  "timeout",
] as const;

/** Closes the connection of all its sockets, without a word to their namespaces. They come back with `connect()`. */
function closeAll(this: BaseManager): void {
  this._inner()._close();
}

const extendAttempts = (): void => {
  Object.assign(Attempts.prototype, {
    _reconnects() {
      return !this._manager.skipReconnect && _reconnects.call(this);
    },
    _close() {
      this._manager.skipReconnect = true;
      _close.call(this);
    },
    _connect(callback) {
      this._manager.skipReconnect = false;
      _connect.call(this, callback);
      const { fault, hostname, port, secure } = this._target;
      if (!fault) Object.assign(this._manager.opts, { hostname, port, secure });
    },
  } satisfies Partial<Attempts> & ThisType<Attempts & Skipping>);
};

/** The settings by their names with a `_`, as well. */
const addSettings = (): void => {
  for (const name of SETTINGS)
    Object.defineProperty(BaseManager.prototype, `_${name}`, {
      configurable: true,
      get(this: BaseManager) {
        return this[name]();
      },
      set(this: BaseManager, value: never) {
        this[name](value);
      },
    });
};

const extendManager = (): void => {
  add<BaseManager & { skipReconnect: boolean }>(BaseManager, {
    skipReconnect: false,
    disconnect: closeAll,
    // the build would shorten the name
    [`_${"close"}`]: closeAll,
    reconnect() {
      return this.skipReconnect ? this : this.open();
    },
    get _reconnecting() {
      return this._inner()._outlook === "reconnecting";
    },
    /** Counts from the next attempt. */
    get uri() {
      return this._inner()._uri;
    },
    set uri(uri: string) {
      this._inner()._uri = uri;
    },
    get nsps() {
      const sockets = [...this._inner()._namespaces._byName].map(([nsp, { _socket }]) => [nsp, _socket]);
      return Object.fromEntries(sockets);
    },
    get backoff() {
      const { _controller, _depth } = this._inner();
      // in socket.io-client the attempt to come counts once the failure before it was told
      const isUntold = _depth > 0 && this.state === "waiting";
      return { attempts: _controller._attempt - (isUntold ? 1 : 0) };
    },
  });
};

const { off } = Engine.prototype;

/** Without arguments it also takes off the Manager, which listens as anybody does in socket.io-client. */
function deafen(this: Engine, _event?: never, _listener?: never): Engine {
  if (!arguments.length) this._self()._sink = undefined;
  // with the parameters' names alone it would be told of two arguments each time
  return off.apply(this, arguments as never);
}

function write(this: Engine, data: Frame, options?: EnginePacket["options"], done?: Listener): Engine {
  if (done) this.once("flush", done);
  this._self()._write([data], undefined, options);
  return this;
}

const extendEngine = (): void =>
  add<Engine>(Engine, {
    off: deafen,
    removeAllListeners: deafen,
    write,
    send: write,
    get writeBuffer() {
      return this._writer._packets;
    },
    set writeBuffer(packets: EnginePacket[]) {
      this._writer._packets = packets;
    },
    get opts() {
      return this._options;
    },
    get hostname() {
      return this._target.hostname;
    },
    get port() {
      return this._target.port;
    },
    get secure() {
      return this._target.secure;
    },
  });

const extendTransport = (platform: Platform): void => {
  function deaf(this: Transport, event?: string, _listener?: Listener): Transport {
    warnOnce(platform, `socket.io-client's event ${event} of a transport is not there`);
    return this;
  }
  add<Transport>(Transport, {
    on: deaf,
    once: deaf,
    off: deaf,
    removeListener: deaf,
    removeAllListeners: deaf,
    /** The platform's own object. */
    get ws() {
      const socket = (this as unknown as WebSocketTransport)._socket;
      return socket?._raw ?? socket;
    },
    /** Of a request made now. */
    get query() {
      const [, ...pairs] = this._url().split(/[?&]/);
      return Object.fromEntries(pairs.map((pair: string) => pair.split("=").map(decodeURIComponent)));
    },
  });
};

/** What is not there warns by its name when it is read or replaced. */
const leaveOut = (names: string, platform: Platform): void => {
  for (const name of names.split(" ")) {
    const get = (): void => warnOnce(platform, `socket.io-client's ${name} is not there`);
    Object.defineProperty(TypedEmitter.prototype, name, {
      configurable: true,
      get,
      set(value: unknown) {
        get();
        replace(this, name, value);
      },
    });
  }
};

/** `platform`: where it warns. */
export const installCompat = (platform: Platform): void => {
  extendSocket();
  extendAttempts();
  addSettings();
  extendManager();
  extendEngine();
  extendTransport(platform);
  leaveOut("acks onpacket packet _queue encoder decoder _readyState", platform);
};
