import { SessionOption } from './index.cjs';

/** `holdfast/session`: a page that reloads is the same client, where the server has connection state recovery. */

/** Where a session is kept: `sessionStorage`, or what has these methods. They may be asynchronous. */
interface SessionStorage {
    /** Gives the entry of this name, or `null`, or promises that. */
    getItem(name: string): string | null | undefined | Promise<string | null | undefined>;
    /** Writes the entry; may promise that it is done. */
    setItem(name: string, value: string): unknown;
    /** Erases the entry, if there is one; may promise that it is done. */
    removeItem(name: string): unknown;
}
/** A storage, and whose session it is. */
interface SessionOptions {
    /** Where the session is kept. */
    storage: SessionStorage;
    /** Something of the app's, such as the user's id: with another one, the session is another one. @default "" */
    key?: string;
}
/**
 * The value of the `session` option that keeps a socket's session in a storage, so that the page that comes after this one goes on
 * with it: `recovered` is true, and what was missed arrives. The server has to have connection state recovery; without it each page is
 * a client of its own, as ever. A session's id is a credential.
 */
declare const fromStorage: (given: SessionStorage | SessionOptions) => SessionOption;

export { fromStorage };
export type { SessionOptions, SessionStorage };
