import type { Issue, Socket } from "holdfast";
import { HoldfastError } from "holdfast/core";
import type { Hooks } from "../../socket/hooks.ts";
import { type Checked, checkArguments, checkValue, eventOf, isPromise, makeLine } from "./check.ts";
import type { ClientEmits, ClientListens, Contract, EventContract, StandardSchema } from "./schema.ts";
import { makeTell, surface, type Tell } from "./tell.ts";

/** What becomes of what is not as the contract says. `socket.lifecycle` tells of it in any case (`invalid`). */
export interface TypedOptions {
  /**
   * Of an event from the server: `"drop"`: no listener is given it. `"throw"`: neither, and the error surfaces as an uncaught one.
   * `"report"`: listeners are given it as it came. An acknowledgement is an error with the first two, where its callback takes one.
   * @default "drop"
   */
  incoming?: "drop" | "throw" | "report";
  /** Of what is emitted and answered: `"throw"`: `emit` throws. `"off"`: it is not checked. @default "throw" */
  outgoing?: "throw" | "off";
}

const HOOKS = Symbol.for("holdfast.hooks");

/** By this name the server says in an acknowledgement that the event is not as the contract says (holdfast/server). */
const REFUSAL = "holdfast:invalid";

type Listener = (...args: unknown[]) => void;

/** What a contract's part in the events of a socket needs. */
interface Part extends Required<TypedOptions> {
  readonly contract: Contract;
  readonly tell: Tell;
}

const oneOf = (option: string, value: string, allowed: readonly string[]): void => {
  if (!allowed.includes(value))
    throw new HoldfastError("ERR_INVALID_OPTION", `${option}: ${value}; allowed: ${allowed.join(", ")}`);
};

/** Takes the callback off the end of an event. */
const takeCallback = (args: unknown[]): Listener | undefined =>
  typeof args[args.length - 1] === "function" ? (args.pop() as Listener) : undefined;

/** More arguments than the contract has are a mistake of whoever emits them. */
const checkEmitted = (event: EventContract | undefined, args: unknown[]): ReturnType<typeof checkArguments> => {
  const count = event?.args?.length ?? 0;
  return event && args.length > count
    ? { issues: [{ message: `the contract has ${count} arguments`, path: [count] }] }
    : checkArguments(event, args);
};

/** Checks what is emitted. An event that takes its time holds up those behind it. */
const outgoingCheck = ({ contract, tell }: Part): Hooks["outgoing"] => {
  const inLine = makeLine();
  return ([name, ...args]) => {
    takeCallback(args);
    const errorOf = ({ issues }: Checked<unknown>): HoldfastError | undefined =>
      issues && tell({ event: `${name}`, direction: "outgoing", part: "event", issues });
    const checked = checkEmitted(eventOf(contract.clientToServer, name), args);
    const error = isPromise(checked) ? undefined : errorOf(checked);
    if (error) throw error;
    const ready = inLine(checked, errorOf);
    return isPromise(ready) ? ready : undefined;
  };
};

/** The function by which a listener answers; where nobody asked, it does nothing. */
const checkedAnswer =
  (name: string, schema: StandardSchema, tell: Tell, answer: Listener | undefined): Listener =>
  (...values) => {
    const send = ({ issues }: Checked<unknown>): void => {
      if (issues) throw tell({ event: name, direction: "outgoing", part: "acknowledgement", issues });
      answer?.(...values);
    };
    const checked = checkValue(schema, values[0]);
    if (isPromise(checked)) checked.then(send);
    else send(checked);
  };

/** Checks what comes from the server: its events, and its acknowledgements, which keep the order in which they came. */
const incomingChecks = ({ contract, tell, incoming, outgoing }: Part): Pick<Hooks, "incoming" | "acknowledged"> => {
  const inLine = makeLine();
  return {
    incoming: ([first, ...args], deliver) => {
      const name = `${first}`;
      const answer = takeCallback(args);
      const event = eventOf(contract.serverToClient, name);
      inLine(checkArguments(event, args), (checked) => {
        if (checked.issues) {
          const error = tell({ event: name, direction: "incoming", part: "event", issues: checked.issues });
          if (incoming === "throw") surface(error);
          if (incoming !== "report") return;
        }
        const schema = outgoing === "throw" ? event?.ack : undefined;
        const reply = schema ? checkedAnswer(name, schema, tell, answer) : answer;
        deliver([first, ...(checked.issues ? args : checked.value), ...(reply ? [reply] : [])]);
      });
    },
    acknowledged: ([first], answer, settle) => {
      const event = `${first}`;
      const refused = (answer[0] as { [REFUSAL]?: { issues: readonly Issue[] } } | null | undefined)?.[REFUSAL];
      const schema = eventOf(contract.clientToServer, event)?.ack;
      inLine(schema && !refused ? checkValue(schema, answer[0]) : undefined, (checked) => {
        if (refused) settle(tell({ event, direction: "outgoing", part: "event", ...refused }));
        else if (!checked?.issues) settle(null, checked ? [checked.value] : answer);
        else {
          const error = tell({ event, direction: "incoming", part: "acknowledgement", issues: checked.issues });
          if (incoming === "report") settle(null, answer);
          else settle(error);
        }
      });
    },
  };
};

/**
 * Gives the socket the types of a contract, and checks by it what goes through the socket, whoever emits and listens: `emit` takes
 * what the schemas take and sends it as it is; listeners and acknowledgements are given what the schemas make of what came. Called
 * again, the contract takes the place of the one before.
 */
export const typed = <const Given extends Contract, Listen extends object, Emit extends object>(
  socket: Socket<Listen, Emit>,
  contract: Given,
  { incoming = "drop", outgoing = "throw" }: TypedOptions = {},
): Socket<ClientListens<Given>, ClientEmits<Given>> => {
  oneOf("incoming", incoming, ["drop", "throw", "report"]);
  oneOf("outgoing", outgoing, ["throw", "off"]);
  const part: Part = { contract, incoming, outgoing, tell: makeTell(socket.lifecycle) };
  const hooked = socket as { [HOOKS]?: Hooks };
  hooked[HOOKS] = {
    ...hooked[HOOKS],
    outgoing: outgoing === "throw" ? outgoingCheck(part) : undefined,
    ...incomingChecks(part),
  };
  return socket as never;
};
