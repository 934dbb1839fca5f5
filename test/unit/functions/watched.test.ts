import { fault } from '@gaveldrop/saleroom';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watched } from '../../../functions/src/watch/watched.ts';

describe('a watched handler', () => {
  const said = (): readonly string[] =>
    vi.mocked(process.stdout.write).mock.calls.map(([line]) => String(line));
  beforeEach(() => void vi.spyOn(process.stdout, 'write').mockReturnValue(true));
  afterEach(() => void vi.restoreAllMocks());

  test('that throws a bug is counted for the alarm, and throws on', async () => {
    const handler = watched(async () => {
      throw new Error('bug: a belief was wrong');
    });
    await expect(handler()).rejects.toThrow('bug: a belief was wrong');
    expect(said()).toEqual([expect.stringContaining('"Bug":1')]);
  });

  test('that throws a fault of the world is not', async () => {
    const handler = watched(async () => {
      throw fault('throttled', 'too much', undefined);
    });
    await expect(handler()).rejects.toThrow('too much');
    expect(said()).toEqual([]);
  });

  test('that answers is left alone', async () => {
    expect(await watched(async (one: number) => one + 1)(1)).toBe(2);
    expect(said()).toEqual([]);
  });
});
