/** What became of a bare write: whether it went through, and the sequence that the item stands at, as far as it tells. */
export type BareWrite = { readonly through: boolean; readonly sequence: number };

/** Writes on the condition that the item's sequence still is `before`. */
export type WriteBare = (before: number) => Promise<BareWrite>;

/**
 * What one writes first: write on condition, and again on what the refusal shows until it went through.
 * @param before the sequence that the writer last saw
 * @returns the sequence that it wrote
 */
export async function writeUntilThrough(write: WriteBare, before: number): Promise<number> {
  for (let seen = before; ; ) {
    const { through, sequence } = await write(seen);
    if (through) return sequence;
    seen = sequence;
  }
}
