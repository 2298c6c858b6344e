import type { Lost, Namespace, OutgoingPacket } from "../socket/link.ts";

/** The namespaces of a connection, by name. */
export class Namespaces {
  readonly _byName = new Map<string, Namespace>();

  /** Are there none? Then the app wants the connection for itself. */
  get _isEmpty(): boolean {
    return !this._byName.size;
  }

  /** Does anybody want a connection? The app alone, where there is no namespace. */
  get _isNeeded(): boolean {
    return this._isEmpty || this._some(({ _isActive }) => _isActive);
  }

  _some(test: (namespace: Namespace) => boolean): boolean {
    for (const namespace of this._byName.values()) if (test(namespace)) return true;
    return false;
  }

  /** The connection is lost: each is given its own of what was not sent. */
  _linkLost({ _unsent, ...lost }: Lost): void {
    const own = new Map<string, OutgoingPacket[]>();
    for (const packet of _unsent) {
      const packets = own.get(packet.nsp);
      if (packets) packets.push(packet);
      else own.set(packet.nsp, [packet]);
    }
    this._each((namespace, nsp) => namespace._linkLost({ ...lost, _unsent: own.get(nsp) ?? [] }));
  }

  /** Calls a function with each that is there now, for as long as it `goesOn`: listeners may make others. */
  _each(call: (namespace: Namespace, nsp: string) => void, goesOn: () => boolean = () => true): void {
    for (const [nsp, namespace] of [...this._byName]) if (goesOn()) call(namespace, nsp);
  }
}
