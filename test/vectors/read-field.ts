import { type BasisPoints, basisPoints, type Cents, cents, limits } from '@gaveldrop/units';

// Readers for cases that somebody else wrote: each takes a field's path and what stands there, and returns it
// with its type, or throws an Error that names the field.

export function maybe<T>(
  field: string,
  value: unknown,
  read: (field: string, value: unknown) => T,
): T | undefined {
  return value === undefined ? undefined : read(field, value);
}

export function objectAt(field: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${field} must be an object`);
  return Object.fromEntries(Object.entries(value));
}

export function listAt(field: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${field} must be a list`);
  return value;
}

export function textAt(field: string, value: unknown): string {
  if (typeof value !== 'string') throw new Error(`${field} must be text`);
  return value;
}

export function yesOrNoAt(field: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`${field} must be true or false`);
  return value;
}

export function wholeAt(field: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new Error(`${field} must be a whole number`);
  return value;
}

export function amountAt(field: string, value: unknown): Cents {
  const amount = wholeAt(field, value);
  if (amount < 0 || amount > limits.amountCentsMax)
    throw new Error(`${field} must be from 0 to ${limits.amountCentsMax}`);
  return cents(amount);
}

export function rateAt(field: string, value: unknown): BasisPoints {
  const rate = wholeAt(field, value);
  if (rate < 0) throw new Error(`${field} must not be below 0`);
  return basisPoints(rate);
}
