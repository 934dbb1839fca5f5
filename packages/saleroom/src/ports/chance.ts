/** Where randomness comes from. */
export type Chance = {
  /** A new ULID for this instant. */
  ulid(): string;
  /** 128 bits nobody can guess, as 32 hexadecimal characters. */
  secret(): string;
  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number;
};
