import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import type { KeySet, PublicLot, RefusalReceipt } from '@gaveldrop/protocol';
import { readKeys } from '@gaveldrop/saleroom';
import { readHistories, verifyHistory } from '@gaveldrop/verifier';
import { expect, test } from 'vitest';
import type { Observation } from '../../simulation/observation.ts';
import { runDrop } from '../../simulation/run-drop.ts';
import { soundSaleroom } from '../../simulation/saleroom.ts';

// Drops in a world whose clocks drift, whose writes land late and whose functions die: the histories that come of it are
// those of a saleroom that kept its rules, so the verifier must accept every one, with all that phones were left with.

/** A simulated drop, as far as it went, told by what its phones and everybody could read at the end. */
async function heardOf(seed: number): Promise<readonly Observation[]> {
  const heard: Observation[] = [];
  await runDrop(seed, soundSaleroom, (observation) => {
    heard.push(observation);
    return true;
  });
  return heard;
}

const of = <T extends Observation['type']>(heard: readonly Observation[], type: T) =>
  heard.filter((one): one is Extract<Observation, { type: T }> => one.type === type);

const clocksHeld = (heard: readonly Observation[]): boolean =>
  of(heard, 'fault-injected').every(({ fault }) => fault !== 'clockBeyond');

test('[L3] histories of simulated drops are accepted, with every refusal that a phone was left with', async () => {
  const keys = (await readKeys({ keys: memoryKeys() })) as unknown as KeySet;
  const seen = { lots: 0, refusals: 0 };
  for (let seed = 1; seed <= 30; seed += 1) {
    const heard = await heardOf(seed);
    // A clock that is off by more than is allowed is a fault that shows: in a history, too.
    if (!clocksHeld(heard)) continue;
    const dropId = of(heard, 'drop-set-up').at(0)?.dropId;
    const refusals = of(heard, 'phone-final').flatMap(({ bids }) =>
      bids.flatMap((bid) => ('receipt' in bid ? [bid.receipt as RefusalReceipt] : [])),
    );
    const lots = of(heard, 'public-lot-final').map(({ lot }) => lot as unknown as PublicLot);
    for (const { lotId, entries, opened = [] } of of(heard, 'history-final')) {
      const lot = lots.find((one) => one.lotId === lotId);
      const read = readHistories({ dropId, lotId, lotNumber: lot?.number, entries, opened });
      const [history] = read.kind === 'read' ? read.histories : [];
      if (history === undefined) throw new Error(`seed ${seed}: no history of ${lotId}`);
      const { problems } = verifyHistory({ history, head: lot?.chainHead, refusals, keys });
      expect(problems, `seed ${seed} lot ${lotId}`).toEqual([]);
      seen.lots += 1;
    }
    seen.refusals += refusals.length;
  }
  expect(seen.lots).toBeGreaterThan(30);
  expect(seen.refusals).toBeGreaterThan(100);
}, 60_000);
