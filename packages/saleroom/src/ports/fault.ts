/** The world failing: the same call may succeed later. `ambiguous` writes may have happened or may happen yet. */
export type FaultKind = 'throttled' | 'unavailable' | 'ambiguous';
export type Fault = Error & { readonly faultKind: FaultKind };

/** A fault to throw, with what caused it. */
export const fault = (faultKind: FaultKind, message: string, cause: unknown): Fault =>
  Object.assign(new Error(message, { cause }), { faultKind });

export const isFault = (thrown: unknown): thrown is Fault =>
  thrown instanceof Error && 'faultKind' in thrown && typeof thrown.faultKind === 'string';
