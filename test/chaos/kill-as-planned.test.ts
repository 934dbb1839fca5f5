import { describe, expect, test, vi } from 'vitest';
import { killAsPlanned } from './kill-as-planned.ts';
import type { PlannedKill } from './plan-kills.ts';

type Saleroom = Awaited<ReturnType<Parameters<typeof killAsPlanned>[1]['saleroom']>>;

const saleroom = (channel: Partial<Saleroom>): Saleroom =>
  ({ endInstance: async () => true, nextEvent: async () => true, ...channel }) as Saleroom;

const soon = { afterOpenMs: 0, withinMs: 4_000, afterMs: 3 } as const;
const endBid: PlannedKill = { kind: 'function', victim: 'bid', lot: 1, ...soon };
const killDatabase: PlannedKill = { kind: 'process', victim: 'database', lot: 2, awayMs: 700, ...soon };

describe('killing as planned', () => {
  test('begins with the lot, and notes what was killed and how', async () => {
    const restart = vi.fn(async () => ({ killedAtMs: 9_000_000_000_000, awayMs: 1_234 }));
    const endInstance = vi.fn(async () => false);
    const ensemble = {
      saleroom: async () => saleroom({ endInstance }),
      restart,
      allUp: async () => undefined,
    };
    const killer = killAsPlanned([endBid, killDatabase], ensemble, () => undefined);
    killer.onOpen(1);
    await killer.settled();
    expect(endInstance).toHaveBeenCalledWith('bid', { withinMs: 4_000, afterMs: 3 });
    expect(restart).not.toHaveBeenCalled();
    killer.onOpen(2);
    await killer.settled();
    expect(restart).toHaveBeenCalledWith('database', 700);
    expect(killer.killed()).toMatchObject([
      { victim: 'bid', lot: 1, atWork: false },
      { victim: 'database', lot: 2, atWork: true, awayMs: 1_234, atMs: 9_000_000_000_000 },
    ]);
  });

  test('asks the next saleroom when one is killed meanwhile', async () => {
    const gone = () => saleroom({ endInstance: () => Promise.reject(new Error('the saleroom is gone')) });
    const salerooms = [gone(), gone(), saleroom({})];
    const ensemble = {
      saleroom: async () => salerooms.shift() ?? gone(),
      restart: async () => ({ killedAtMs: 0, awayMs: 0 }),
      allUp: async () => undefined,
    };
    const killer = killAsPlanned([endBid], ensemble, () => undefined);
    killer.onOpen(1);
    await killer.settled();
    expect(killer.killed()).toMatchObject([{ victim: 'bid', atWork: true }]);
  });

  test('hides neither a question that fails nor a process that does not come back', async () => {
    const only = saleroom({ endInstance: () => Promise.reject(new Error('no function is called bid')) });
    const ensemble = {
      saleroom: async () => only,
      restart: () => Promise.reject(new Error('it does not start')),
      allUp: async () => undefined,
    };
    const killer = killAsPlanned([endBid, killDatabase], ensemble, () => undefined);
    killer.onOpen(1);
    await expect(killer.settled()).rejects.toThrow('no function is called bid');
    const other = killAsPlanned([killDatabase], ensemble, () => undefined);
    other.onOpen(2);
    await expect(other.settled()).rejects.toThrow('it does not start');
  });
});
