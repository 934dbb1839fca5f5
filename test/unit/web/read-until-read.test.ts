import { readUntilRead } from '@gaveldrop/web/app/read-until-read.ts';
import { describe, expect, test } from 'vitest';

/** Readings that come out as the test says, and pauses that end when it says. */
function world() {
  const answers: { resolve(value: string): void; reject(reason: Error): void }[] = [];
  const pauses: (() => void)[] = [];
  const told: string[] = [];
  const end = readUntilRead(
    () => new Promise<string>((resolve, reject) => answers.push({ resolve, reject })),
    (value) => told.push(value),
    (call) => {
      pauses.push(call);
      return () => {
        pauses.splice(pauses.indexOf(call), 1);
      };
    },
  );
  const settle = (): Promise<void> => new Promise((settled) => setImmediate(settled));
  return { answers, pauses, told, end, settle };
}

describe('what a page has to read', () => {
  test('is read once when it can be', async () => {
    const { answers, pauses, told, settle } = world();
    answers[0]?.resolve('lots');
    await settle();
    expect(told).toEqual(['lots']);
    expect(pauses).toEqual([]);
  });

  test('is read again after a pause as long as it cannot be', async () => {
    const { answers, pauses, told, settle } = world();
    for (const nth of [0, 1]) {
      answers[nth]?.reject(new Error('down'));
      await settle();
      expect(answers).toHaveLength(nth + 1);
      pauses.shift()?.();
    }
    answers[2]?.resolve('lots');
    await settle();
    expect(told).toEqual(['lots']);
    expect(pauses).toEqual([]);
  });

  test('is wanted no more when the page has gone on: not what comes, and not another', async () => {
    const late = world();
    late.end();
    late.answers[0]?.resolve('lots');
    await late.settle();
    expect(late.told).toEqual([]);
    const failed = world();
    failed.answers[0]?.reject(new Error('down'));
    await failed.settle();
    failed.end();
    expect(failed.pauses).toEqual([]);
    const failing = world();
    failing.end();
    failing.answers[0]?.reject(new Error('down'));
    await failing.settle();
    expect(failing.pauses).toEqual([]);
  });
});
