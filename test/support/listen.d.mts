import type { Server } from "node:net";

export function listen(server: Server, port?: number, host?: string): Promise<number>;
export function freePort(): Promise<number>;
