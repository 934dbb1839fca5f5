const name = 'Unusable';

/** Input that cannot be used; the message names the file or argument, and the field. */
export function unusable(message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

export const isUnusable = (fault: unknown): fault is Error => fault instanceof Error && fault.name === name;
