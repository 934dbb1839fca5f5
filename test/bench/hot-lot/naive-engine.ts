/** An item that counts its changes, as far as writing it bare needs it. */
export type CountedItem = {
  /** A consistent read of the sequence. */
  readonly read: () => Promise<number>;
  /** Writes on the condition that the sequence still is `before`. @returns whether it was. */
  readonly write: (before: number) => Promise<boolean>;
};

/**
 * What one writes first: read, write on condition, and both again until it went through.
 * @returns how many times it took, 1 or more.
 */
export async function writeUntilThrough({ read, write }: CountedItem): Promise<number> {
  for (let tries = 1; ; tries += 1) if (await write(await read())) return tries;
}
