import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A server that the tests can start, or what to do to get it. */
export interface Peer {
  name: string;
  command: string;
  args: string[];
  missing?: string;
}

const file = (name: string): string => fileURLToPath(new URL(`./servers/${name}`, import.meta.url));

const fromNpm = (version: string, module = `socket.io-${version}`): Peer => ({
  name: `socket.io ${version}`,
  command: process.execPath,
  args: [file("server.cjs"), module],
});

// Debian's packages are for Debian's own python3; another one may come first on the path
const PYTHON = "/usr/bin/python3";

const python = (): Peer => {
  const name = "python-socketio";
  const { status } = spawnSync(PYTHON, ["-c", "import socketio, aiohttp"]);
  const missing =
    "python-socketio is not installed here. To get it: `apt-get install python3-socketio python3-engineio python3-aiohttp` (Debian).";
  return { name, command: PYTHON, args: [file("server.py")], ...(status !== 0 && { missing }) };
};

export const peers = (): Peer[] => [
  fromNpm("3.1"),
  fromNpm("4.0"),
  fromNpm("4.4"),
  fromNpm("4.6"),
  // the one that the other tests use
  fromNpm("4.8", "socket.io"),
  python(),
];

export const tooOld = fromNpm("2.5");
