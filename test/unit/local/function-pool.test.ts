import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type FunctionPool, startFunctionPool } from '../../../packages/local/src/function-pool.ts';
import { fixtureFunction } from './fixture-api.ts';

const source = `
let calls = 0;
export const handler = async (event, context) => {
  calls += 1;
  if (event.does === 'throw') throw new TypeError('not so');
  if (event.does === 'exit') process.exit(1);
  if (event.does === 'reject later') { setImmediate(() => Promise.reject(new Error('forgotten'))); await new Promise(() => {}); }
  if (event.does === 'wait') await new Promise((resolve) => setTimeout(resolve, event.ms));
  if (event.does === 'spin') for (;;);
  if (event.does === 'log') { console.log('said'); console.error('complained'); console.log('{"_aws":{}}'); }
  return { calls, name: event.name, left: context.getRemainingTimeInMillis() > 0, environment: Object.keys(process.env).sort() };
};
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-pool-'));
  writeFileSync(join(folder, 'index.mjs'), source);
  writeFileSync(join(folder, 'broken.mjs'), "throw new Error('LOTS_TABLE is missing');");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let pool: FunctionPool;
const logged: string[] = [];
const start = async (instances: number, file = 'index.mjs', timeoutMs = 400): Promise<void> => {
  logged.length = 0;
  const plan = { ...fixtureFunction('fixture'), entryFile: join(folder, file), timeoutMs };
  pool = startFunctionPool(plan, { LOTS_TABLE: 'Lots' }, instances, (_, line) => logged.push(line.trim()));
  await pool.ready;
};
afterEach(() => pool.stop());

const callsOf = async (event: object): Promise<unknown> => {
  const result = await pool.invoke(event);
  return result.ok ? (result.result as { calls: number }).calls : result.error.errorType;
};

describe('[local] function instances', () => {
  test('keep what they have loaded and see only their own environment', async () => {
    await start(1);
    expect(await pool.invoke({})).toEqual({
      ok: true,
      result: { calls: 1, left: true, environment: ['LOTS_TABLE'] },
    });
    expect(await callsOf({})).toBe(2);
  });

  test('take one event at a time each, the rest in order', async () => {
    await start(1);
    const ended: string[] = [];
    const invoke = async (name: string, ms: number): Promise<void> => {
      await pool.invoke({ does: 'wait', ms, name });
      ended.push(name);
    };
    await Promise.all([invoke('a', 40), invoke('b', 0), invoke('c', 0)]);
    expect(ended).toEqual(['a', 'b', 'c']);
  });

  test('of which there are several work side by side', async () => {
    await start(2);
    const ended: string[] = [];
    const invoke = async (name: string, ms: number): Promise<void> => {
      await pool.invoke({ does: 'wait', ms, name });
      ended.push(name);
    };
    await Promise.all([invoke('slow', 150), invoke('quick', 0)]);
    expect(ended).toEqual(['quick', 'slow']);
  });

  test('report what they throw as Lambda does, and live on', async () => {
    await start(1);
    expect(await pool.invoke({ does: 'throw' })).toEqual({
      ok: false,
      error: { errorType: 'TypeError', errorMessage: 'not so' },
    });
    expect(await callsOf({})).toBe(2);
  });

  test.each([
    ['exit', 'Runtime.ExitError'],
    ['reject later', 'Runtime.ExitError'],
    ['spin', 'Sandbox.Timedout'],
  ])('that %s fail their event and are replaced', async (does, errorType) => {
    await start(1);
    expect(await callsOf({})).toBe(1);
    expect(await callsOf({ does })).toBe(errorType);
    expect(await callsOf({})).toBe(1);
  });

  test('can be ended while they work, as a crash would', async () => {
    await start(1, 'index.mjs', 5_000);
    const working = callsOf({ does: 'wait', ms: 4_000 });
    await pool.endInstance();
    expect(await working).toBe('Runtime.ExitError');
    expect(await callsOf({})).toBe(1);
  });

  test('can be ended some way into their next event, or idle when none comes', async () => {
    await start(1, 'index.mjs', 5_000);
    const ended = pool.endInstance({ withinMs: 5_000, afterMs: 20 });
    expect(await callsOf({ does: 'wait', ms: 4_000 })).toBe('Runtime.ExitError');
    expect(await ended).toEqual({ working: true });
    // This one is over by then.
    const late = pool.endInstance({ withinMs: 5_000, afterMs: 300 });
    expect(await callsOf({})).toBe(1);
    expect(await late).toEqual({ working: false });
    expect(await pool.endInstance({ withinMs: 10, afterMs: 0 })).toEqual({ working: false });
    expect(await callsOf({})).toBe(1);
  });

  test('tell of their next event', async () => {
    await start(1);
    const next = pool.nextEvent(5_000);
    await callsOf({});
    expect(await next).toBe(true);
    expect(await pool.nextEvent(10)).toBe(false);
  });

  test('write to the log, but for metrics', async () => {
    await start(1);
    await pool.invoke({ does: 'log' });
    expect(logged).toEqual(['said', 'complained']);
  });

  test('that cannot be loaded stop the start, with the reason', async () => {
    await expect(start(1, 'broken.mjs')).rejects.toThrow(
      'the function fixture cannot be loaded: LOTS_TABLE is missing',
    );
  });

  test('fail what is waiting when they stop', async () => {
    await start(1);
    const waiting = [callsOf({ does: 'wait', ms: 300 }), callsOf({})];
    await pool.stop();
    expect(await Promise.all(waiting)).toEqual(['Runtime.ExitError', 'TooManyRequestsException']);
  });
});
