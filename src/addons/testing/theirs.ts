/**
 * The name of a member of the server's package that begins with an underscore. The build for the web shortens such names where they are
 * written as they are, as if they were ours.
 */
export const theirs = <Name extends string>(name: Name): `_${Name}` => `_${name}`;
