import { type BasisPoints, basisPoints, limits } from '@gaveldrop/units';

export type ParsedPercent =
  | { readonly kind: 'rate'; readonly rateBp: BasisPoints }
  | { readonly kind: 'invalid'; readonly problem: string };

/** A rate that a person typed in percent, to a hundredth: `12.5` is 1,250 basis points. From 0 to 100. */
export function parsePercent(typed: string): ParsedPercent {
  const parts = /^([0-9]{1,3})(?:[.,]([0-9]{1,2}))?$/.exec(typed.trim());
  if (parts === null) return { kind: 'invalid', problem: 'Enter a percentage, as 10 or 12.5.' };
  const [, whole = '', fraction = ''] = parts;
  const rateBp = Number(whole + fraction.padEnd(2, '0'));
  if (rateBp > limits.rateBpMax) return { kind: 'invalid', problem: 'It can be 100 % at most.' };
  return { kind: 'rate', rateBp: basisPoints(rateBp) };
}
