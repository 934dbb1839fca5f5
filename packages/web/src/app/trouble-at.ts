import type { Trouble } from './trouble.ts';

/** What is wrong with one field of a form, when the trouble names it or a part of it: `ladder` has `ladder[1].fromCents`. */
export function troubleAt(trouble: Trouble | undefined, field: string): string | undefined {
  if (trouble?.field === undefined) return undefined;
  const rest = trouble.field.startsWith(field) ? trouble.field.slice(field.length) : undefined;
  return rest === '' || rest?.startsWith('.') || rest?.startsWith('[') ? trouble.words : undefined;
}

/** The trouble, unless it lies with one of these fields and is shown there. */
export const troubleElsewhere = (
  trouble: Trouble | undefined,
  fields: readonly string[],
): Trouble | undefined =>
  fields.some((field) => troubleAt(trouble, field) !== undefined) ? undefined : trouble;
