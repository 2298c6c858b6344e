import type { Lost, Namespace, OutgoingPacket } from "../socket/link.ts";

const { hasOwnProperty: has } = Object.prototype;

/** The namespaces of a connection. */
export class Namespaces {
  /** By names, which begin with a slash. A Map for the one that most have takes three times the memory. */
  readonly _byName: Record<string, Namespace> = {};

  get _all(): Namespace[] {
    return Object.values(this._byName);
  }

  /** Are there none? Then the app wants the connection for itself. */
  get _isEmpty(): boolean {
    return !this._all.length;
  }

  /** The one of that name, which a server may have made up. */
  _get(nsp: string): Namespace | undefined {
    return has.call(this._byName, nsp) ? this._byName[nsp] : undefined;
  }

  /** Does anybody want a connection? The app alone, where there is no namespace. */
  get _isNeeded(): boolean {
    return this._isEmpty || this._all.some(({ _isActive }) => _isActive);
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
    for (const [nsp, namespace] of Object.entries(this._byName)) if (goesOn()) call(namespace, nsp);
  }
}
