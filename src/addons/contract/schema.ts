/** A schema of any library that follows Standard Schema, version 1: zod, valibot, arktype and others. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What the libraries have agreed on. */
  readonly "~standard": {
    /** Version of the agreement. */
    readonly version: 1;
    /** Name of the library. */
    readonly vendor: string;
    /** Checks a value, and gives it as the schema makes it. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For the compiler alone: what goes in and what comes out. */
    readonly types?:
      | {
          /** What is sent. */
          readonly input: Input;
          /** What listeners are given. */
          readonly output: Output;
        }
      | undefined;
  };
}

/** What a schema says of a value. */
export type SchemaResult<Output> =
  | {
      /** The value, as the schema makes it. */
      readonly value: Output;
      /** Nothing is wrong. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong. */
      readonly issues: readonly SchemaIssue[];
    };

/** What is wrong, and where. */
export interface SchemaIssue {
  /** In words. */
  readonly message: string;
  /** The keys that lead there. */
  readonly path?: readonly (PropertyKey | SchemaKey)[] | undefined;
}

/** A key as an object. */
export interface SchemaKey {
  /** The key. */
  readonly key: PropertyKey;
}

/** An event of a contract. */
export interface EventContract {
  /** A schema for each argument, in order. @default none */
  readonly args?: readonly StandardSchema[];
  /** The schema of the acknowledgement, which is one value. @default there is none */
  readonly ack?: StandardSchema;
  /** What it is for, in words for {@link toAsyncApi}. */
  readonly description?: string;
}

/** The events of a contract in one direction, by name. */
export interface EventContracts {
  readonly [event: string]: EventContract;
}

/** All events of a namespace. */
export interface Contract {
  /** Events that clients emit. */
  readonly clientToServer?: EventContracts;
  /** Events that the server emits. */
  readonly serverToClient?: EventContracts;
}

/** Gives the contract as it is; the types of its schemas are kept. */
export const defineContract = <const Given extends Contract>(contract: Given): Given => contract;

/** `undefined`, where a contract says nothing. */
type Events<Given, Direction extends keyof Contract> = Given extends { readonly [Key in Direction]: infer Found }
  ? Found
  : object;

type TypesOf<Schema> = Schema extends { readonly "~standard": { readonly types?: infer Types } }
  ? NonNullable<Types>
  : never;
type InputOf<Schema> = TypesOf<Schema> extends { readonly input: infer Input } ? Input : never;
type OutputOf<Schema> = TypesOf<Schema> extends { readonly output: infer Output } ? Output : never;

type SchemasOf<Event> = Event extends { readonly args: infer Schemas extends readonly unknown[] } ? Schemas : [];
type Inputs<Schemas extends readonly unknown[]> = Optional<{
  -readonly [Index in keyof Schemas]: InputOf<Schemas[Index]>;
}>;
type Outputs<Schemas extends readonly unknown[]> = { -readonly [Index in keyof Schemas]: OutputOf<Schemas[Index]> };

/** Arguments at the end that may be `undefined` need not be given. */
type Optional<Args extends unknown[]> = Args extends [...infer Init, infer Last]
  ? undefined extends Last
    ? [...Optional<Init>, Last?]
    : Args
  : Args;

/** What is emitted: what the schemas take, and a callback for what the acknowledgement's schema makes of the answer. */
type Emitted<Event> = (
  ...args: Event extends { readonly ack: infer Ack }
    ? [...Inputs<SchemasOf<Event>>, answered?: (answer: OutputOf<Ack>) => void]
    : Inputs<SchemasOf<Event>>
) => void;

/** What listeners are given: what the schemas make of the arguments, and a function that takes the answer. */
type Heard<Event> = (
  ...args: Event extends { readonly ack: infer Ack }
    ? [...Outputs<SchemasOf<Event>>, answer: (answer: InputOf<Ack>) => void]
    : Outputs<SchemasOf<Event>>
) => void;

/** What a server's `emit` takes: it does not check the answers of clients. */
type Unchecked<Event> = (
  ...args: Event extends { readonly ack: infer Ack }
    ? [...Inputs<SchemasOf<Event>>, answered?: (answer: InputOf<Ack>) => void]
    : Inputs<SchemasOf<Event>>
) => void;

type EachEmitted<Map> = { [Name in keyof Map]: Emitted<Map[Name]> };
type EachHeard<Map> = { [Name in keyof Map]: Heard<Map[Name]> };
type EachUnchecked<Map> = { [Name in keyof Map]: Unchecked<Map[Name]> };

/** What a client listens to, as a map of events: `Socket<ClientListens<C>, ClientEmits<C>>`. */
export type ClientListens<Given extends Contract> = EachHeard<Events<Given, "serverToClient">>;
/** What a client emits. */
export type ClientEmits<Given extends Contract> = EachEmitted<Events<Given, "clientToServer">>;
/** What a server listens to, as a map of events: `new Server<ServerListens<C>, ServerEmits<C>>()`. */
export type ServerListens<Given extends Contract> = EachHeard<Events<Given, "clientToServer">>;
/** What a server emits. */
export type ServerEmits<Given extends Contract> = EachUnchecked<Events<Given, "serverToClient">>;
