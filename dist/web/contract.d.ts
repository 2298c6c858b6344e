import { Issue, Socket } from './index.js';

/** A schema of any library that follows Standard Schema, version 1: zod, valibot, arktype and others. */
interface StandardSchema<Input = unknown, Output = Input> {
    /** What the libraries have agreed on. */
    readonly "~standard": {
        /** Version of the agreement. */
        readonly version: 1;
        /** Name of the library. */
        readonly vendor: string;
        /** Checks a value, and gives it as the schema makes it. */
        readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
        /** For the compiler alone: what goes in and what comes out. */
        readonly types?: {
            /** What is sent. */
            readonly input: Input;
            /** What listeners are given. */
            readonly output: Output;
        } | undefined;
    };
}
/** What a schema says of a value. */
type SchemaResult<Output> = {
    /** The value, as the schema makes it. */
    readonly value: Output;
    /** Nothing is wrong. */
    readonly issues?: undefined;
} | {
    /** What is wrong. */
    readonly issues: readonly SchemaIssue[];
};
/** What is wrong, and where. */
interface SchemaIssue {
    /** In words. */
    readonly message: string;
    /** The keys that lead there. */
    readonly path?: readonly (PropertyKey | SchemaKey)[] | undefined;
}
/** A key as an object. */
interface SchemaKey {
    /** The key. */
    readonly key: PropertyKey;
}
/** An event of a contract. */
interface EventContract {
    /** A schema for each argument, in order. @default none */
    readonly args?: readonly StandardSchema[];
    /** The schema of the acknowledgement, which is one value. @default there is none */
    readonly ack?: StandardSchema;
    /** What it is for, in words for {@link toAsyncApi}. */
    readonly description?: string;
}
/** The events of a contract in one direction, by name. */
interface EventContracts {
    readonly [event: string]: EventContract;
}
/** All events of a namespace. */
interface Contract {
    /** Events that clients emit. */
    readonly clientToServer?: EventContracts;
    /** Events that the server emits. */
    readonly serverToClient?: EventContracts;
}
/** Gives the contract as it is; the types of its schemas are kept. */
declare const defineContract: <const Given extends Contract>(contract: Given) => Given;
/** `undefined`, where a contract says nothing. */
type Events<Given, Direction extends keyof Contract> = Given extends {
    readonly [Key in Direction]: infer Found;
} ? Found : object;
type TypesOf<Schema> = Schema extends {
    readonly "~standard": {
        readonly types?: infer Types;
    };
} ? NonNullable<Types> : never;
type InputOf<Schema> = TypesOf<Schema> extends {
    readonly input: infer Input;
} ? Input : never;
type OutputOf<Schema> = TypesOf<Schema> extends {
    readonly output: infer Output;
} ? Output : never;
type SchemasOf<Event> = Event extends {
    readonly args: infer Schemas extends readonly unknown[];
} ? Schemas : [];
type Inputs<Schemas extends readonly unknown[]> = Optional<{
    -readonly [Index in keyof Schemas]: InputOf<Schemas[Index]>;
}>;
type Outputs<Schemas extends readonly unknown[]> = {
    -readonly [Index in keyof Schemas]: OutputOf<Schemas[Index]>;
};
/** Arguments at the end that may be `undefined` need not be given. */
type Optional<Args extends unknown[]> = Args extends [...infer Init, infer Last] ? undefined extends Last ? [...Optional<Init>, Last?] : Args : Args;
/** What is emitted: what the schemas take, and a callback for what the acknowledgement's schema makes of the answer. */
type Emitted<Event> = (...args: Event extends {
    readonly ack: infer Ack;
} ? [...Inputs<SchemasOf<Event>>, answered?: (answer: OutputOf<Ack>) => void] : Inputs<SchemasOf<Event>>) => void;
/** What listeners are given: what the schemas make of the arguments, and a function that takes the answer. */
type Heard<Event> = (...args: Event extends {
    readonly ack: infer Ack;
} ? [...Outputs<SchemasOf<Event>>, answer: (answer: InputOf<Ack>) => void] : Outputs<SchemasOf<Event>>) => void;
/** What a server's `emit` takes: it does not check the answers of clients. */
type Unchecked<Event> = (...args: Event extends {
    readonly ack: infer Ack;
} ? [...Inputs<SchemasOf<Event>>, answered?: (answer: InputOf<Ack>) => void] : Inputs<SchemasOf<Event>>) => void;
type EachEmitted<Map> = {
    [Name in keyof Map]: Emitted<Map[Name]>;
};
type EachHeard<Map> = {
    [Name in keyof Map]: Heard<Map[Name]>;
};
type EachUnchecked<Map> = {
    [Name in keyof Map]: Unchecked<Map[Name]>;
};
/** What a client listens to, as a map of events: `Socket<ClientListens<C>, ClientEmits<C>>`. */
type ClientListens<Given extends Contract> = EachHeard<Events<Given, "serverToClient">>;
/** What a client emits. */
type ClientEmits<Given extends Contract> = EachEmitted<Events<Given, "clientToServer">>;
/** What a server listens to, as a map of events: `new Server<ServerListens<C>, ServerEmits<C>>()`. */
type ServerListens<Given extends Contract> = EachHeard<Events<Given, "clientToServer">>;
/** What a server emits. */
type ServerEmits<Given extends Contract> = EachUnchecked<Events<Given, "serverToClient">>;

/** What {@link toAsyncApi} is told beside the contract. */
interface AsyncApiOptions {
    /** Title of the document. */
    title: string;
    /** Version of what it describes, which is the app's own. */
    version: string;
    /** What it describes, in words. */
    description?: string;
    /** The namespace, which becomes the channel's address. @default "/" */
    namespace?: string;
    /** Whom it describes, since a client sends what the server receives. @default "server" */
    role?: "server" | "client";
    /** Writes a schema as JSON Schema, draft 7, for libraries whose schemas do not do that themselves (`~standard.jsonSchema`). */
    jsonSchema?: (schema: StandardSchema) => object;
}
/**
 * Writes a contract as a document of AsyncAPI 3, an object for `JSON.stringify`. A message's payload is the array of the event's
 * arguments as they are sent, an acknowledgement's the array of its one value.
 *
 * Throws `ERR_INVALID_OPTION` for a schema that can't be written as JSON Schema.
 */
declare const toAsyncApi: (contract: Contract, options: AsyncApiOptions) => object;

/** What came of a check: the value as the schemas make it, or what they object to. */
type Checked<Value> = {
    /** The value. */
    readonly value: Value;
    /** Nothing is wrong. */
    readonly issues?: undefined;
} | {
    /** What is wrong. */
    readonly issues: readonly Issue[];
};
/** Now, or later. */
type Soon<Value> = Value | Promise<Value>;
/** The part of a contract about an event. A name such as `constructor` is none that every object has. */
declare const eventOf: (events: EventContracts | undefined, name: unknown) => EventContract | undefined;
/**
 * Checks the arguments of an event, without its name and callback, by its part of a contract: at once, or, where a schema takes its
 * time, by a promise, which does not reject. The value has as many arguments as the contract: what is missing is `undefined`, and
 * what is more is left out.
 */
declare const checkArguments: (event: EventContract | undefined, args: readonly unknown[]) => Soon<Checked<unknown[]>>;

/** What becomes of what is not as the contract says. `socket.lifecycle` tells of it in any case (`invalid`). */
interface TypedOptions {
    /**
     * Of an event from the server: `"drop"`: no listener is given it. `"throw"`: neither, and the error surfaces as an uncaught one.
     * `"report"`: listeners are given it as it came. An acknowledgement is an error with the first two, where its callback takes one.
     * @default "drop"
     */
    incoming?: "drop" | "throw" | "report";
    /** Of what is emitted and answered: `"throw"`: `emit` throws. `"off"`: it is not checked. @default "throw" */
    outgoing?: "throw" | "off";
}
/**
 * Gives the socket the types of a contract, and checks by it what goes through the socket, whoever emits and listens: `emit` takes
 * what the schemas take and sends it as it is; listeners and acknowledgements are given what the schemas make of what came. Called
 * again, the contract takes the place of the one before.
 */
declare const typed: <const Given extends Contract, Listen extends object, Emit extends object>(socket: Socket<Listen, Emit>, contract: Given, given2?: TypedOptions) => Socket<ClientListens<Given>, ClientEmits<Given>>;

export { checkArguments, defineContract, eventOf, toAsyncApi, typed };
export type { AsyncApiOptions, Checked, ClientEmits, ClientListens, Contract, EventContract, EventContracts, SchemaIssue, SchemaKey, SchemaResult, ServerEmits, ServerListens, Soon, StandardSchema, TypedOptions };
