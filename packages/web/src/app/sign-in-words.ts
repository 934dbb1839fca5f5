/** Why signing in did not work, as far as a fault tells. */
export const signInWords = (fault: unknown): string =>
  `Signing in did not work: ${fault instanceof Error ? fault.message : String(fault)}`;
