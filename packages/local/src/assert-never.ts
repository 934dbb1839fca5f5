/** Ends a `switch` over a union: a case left out does not compile. */
export function assertNever(value: never): never {
  throw new Error(`bug: unexpected case ${JSON.stringify(value)}`);
}
