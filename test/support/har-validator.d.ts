/** What of it the tests use. */
declare module "har-validator" {
  /** Resolves with the archive, or rejects with what is wrong with it. */
  export function har(archive: object): Promise<object>;
}
