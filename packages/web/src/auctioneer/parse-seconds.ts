import { type DurationMs, durationMs, limits } from '@gaveldrop/units';

export type ParsedSeconds =
  | { readonly kind: 'duration'; readonly durationMs: DurationMs }
  | { readonly kind: 'invalid'; readonly problem: string };

const invalid = (problem: string): ParsedSeconds => ({ kind: 'invalid', problem });

/** A length of time that a person typed in seconds, to the millisecond: `7.5` is 7,500 ms. At most a week. */
export function parseSeconds(typed: string): ParsedSeconds {
  const parts = /^([0-9]{1,9})(?:[.,]([0-9]{1,3}))?$/.exec(typed.trim());
  if (parts === null) return invalid('Enter seconds, as 60 or 7.5.');
  const [, whole = '', fraction = ''] = parts;
  const ms = Number(whole + fraction.padEnd(3, '0'));
  if (ms > limits.closingMsMax) return invalid('It can be a week at most.');
  return { kind: 'duration', durationMs: durationMs(ms) };
}
