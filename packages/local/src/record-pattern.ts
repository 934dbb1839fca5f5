import { RunnerRefusal } from './runner-refusal.ts';
import { isRecord, readRecord, readText } from './template-properties.ts';

/** True for the records that a filter of an event source mapping lets through. */
export type RecordPattern = (record: unknown) => boolean;

/** What one value is held against: equal text, number, flag or null, or one of the operators below. */
function readRule(rule: unknown, where: string): (value: unknown) => boolean {
  if (!isRecord(rule)) return (value) => value === rule;
  const [operator = '', ...others] = Object.keys(rule);
  const operand = rule[operator];
  if (others.length === 0) {
    if (operator === 'exists') return (value) => (value !== undefined) === operand;
    if (operator === 'prefix') {
      const prefix = readText(operand, where);
      return (value) => typeof value === 'string' && value.startsWith(prefix);
    }
    if (operator === 'anything-but') {
      const unwanted = Array.isArray(operand) ? operand : [operand];
      return (value) => value !== undefined && !unwanted.includes(value);
    }
  }
  throw new RunnerRefusal(
    `${where} filters by ${JSON.stringify(rule)}, which the local runner does not know`,
  );
}

function readPattern(pattern: unknown, where: string): RecordPattern {
  if (Array.isArray(pattern)) {
    const rules = pattern.map((rule) => readRule(rule, where));
    return (value) =>
      Array.isArray(value)
        ? value.some((item) => rules.some((matches) => matches(item)))
        : rules.some((matches) => matches(value));
  }
  const fields = Object.entries(readRecord(pattern, where)).map(
    ([key, inner]) => [key, readPattern(inner, `${where}.${key}`)] as const,
  );
  return (value) => fields.every(([key, matches]) => matches(isRecord(value) ? value[key] : undefined));
}

/**
 * Reads the filters of an event source mapping. @throws RunnerRefusal for an operator that the runner does not know: a
 * filter that lets everything or nothing through would look like a fault of the function.
 */
export function readPatterns(filters: readonly unknown[], source: string): readonly RecordPattern[] {
  return filters.map((filter) => {
    const text = readText(readRecord(filter, source).Pattern, `${source} filter`);
    return readPattern(JSON.parse(text), `${source} filter`);
  });
}
