/** `holdfast/contract`: one description of a namespace's events, from which types, checks and documentation come. */
export { type AsyncApiOptions, toAsyncApi } from "./async-api.ts";
export { type Checked, checkArguments, eventOf, type Soon } from "./check.ts";
export {
  type ClientEmits,
  type ClientListens,
  type Contract,
  defineContract,
  type EventContract,
  type EventContracts,
  type SchemaIssue,
  type SchemaKey,
  type SchemaResult,
  type ServerEmits,
  type ServerListens,
  type StandardSchema,
} from "./schema.ts";
export { type TypedOptions, typed } from "./typed.ts";
