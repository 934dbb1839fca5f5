import { RunnerRefusal } from './runner-refusal.ts';

/**
 * Readers for resolved template properties. Each takes the value and what it is called, and refuses a value of
 * another kind by that name: a template that was misread must not start half right.
 */

const refuse = (what: string, wanted: string, value: unknown): never => {
  throw new RunnerRefusal(`${what} must be ${wanted}, not ${JSON.stringify(value)}`);
};

export type Properties = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const readRecord = (value: unknown, what: string): Properties =>
  isRecord(value) ? value : refuse(what, 'an object', value);

export const readList = (value: unknown, what: string): readonly unknown[] =>
  Array.isArray(value) ? value : refuse(what, 'a list', value);

export const readText = (value: unknown, what: string): string =>
  typeof value === 'string' ? value : refuse(what, 'text', value);

/** A whole number; CloudFormation also takes one spelled as text. */
export const readWhole = (value: unknown, what: string): number => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number)
    ? number
    : refuse(what, 'a whole number', value);
};

/** True or false; CloudFormation also takes one spelled as text. */
export const readFlag = (value: unknown, what: string): boolean => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false' || value === undefined) return false;
  return refuse(what, 'true or false', value);
};

export const readTexts = (value: unknown, what: string): readonly string[] =>
  readList(value, what).map((item, at) => readText(item, `${what}[${at}]`));

/** Reads a property that may be absent with any of the readers above. */
export const readOptional = <T>(
  read: (value: unknown, what: string) => T,
  value: unknown,
  what: string,
): T | undefined => (value === undefined ? undefined : read(value, what));
