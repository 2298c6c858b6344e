import type { Issue } from "holdfast";
import { type Checked, type Contract, checkArguments, eventOf } from "holdfast/contract";
import type { Socket } from "socket.io";
import { type Middleware, middleware } from "./stages.ts";

/** An event of a client that is not as the contract says. */
export interface InvalidEvent {
  /** Whose it is. */
  socket: Socket;
  /** Its name, which may be anything. */
  event: string;
  /** What the schemas object to. */
  issues: readonly Issue[];
}

/** Options of {@link validate}. */
export interface ValidateOptions {
  /** Is told of each event that is refused, for a log or for a limit on how many a client may send. */
  onInvalid?: (invalid: InvalidEvent) => void;
}

/** By this name an acknowledgement says that the event is not as the contract says. The client reads it (holdfast/contract). */
const REFUSAL = "holdfast:invalid";

/** After what others add to the arguments was taken off. */
const ORDER = 1;

/** As JSON has it. */
const plain = ({ message, path }: Issue): object => ({
  message,
  path: path.map((key) => (typeof key === "symbol" ? String(key) : key)),
});

/**
 * Makes a middleware that checks the events of clients by a contract: `io.use(validate(contract))`. Handlers and `onAny` listeners are
 * given the arguments as the schemas make them, as many as the contract has, then, if the contract has an acknowledgement or the client
 * waits for one, the function by which it is answered. An event that is not as the contract says reaches none of them; its
 * acknowledgement says why, by which `typed()` rejects with `ERR_INVALID`.
 */
export const validate = (contract: Contract, { onInvalid }: ValidateOptions = {}): Middleware =>
  middleware({
    order: ORDER,
    take: (arrival) => {
      const [name, ...args] = arrival.args;
      const event = eventOf(contract.clientToServer, name);
      const judge = (checked: Checked<unknown[]>): boolean => {
        const { issues } = checked;
        if (issues) {
          arrival.answer?.({ [REFUSAL]: { issues: issues.map(plain) } });
          onInvalid?.({ socket: arrival.socket, event: `${name}`, issues });
          return false;
        }
        arrival.args = [name, ...checked.value];
        arrival.expectsAnswer = !!event?.ack;
        return true;
      };
      const checked = checkArguments(event, args);
      return "then" in checked ? checked.then(judge) : judge(checked);
    },
  });
