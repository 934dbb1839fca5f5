import { describe, expect, test } from 'vitest';
import { openLot, worldStartMs } from '../../unit/client/drop-world.ts';
import { aFullDrop, liveOf, passMs } from './a-full-drop.ts';
import { type ModelledDrop, mostInASecond } from './a-modelled-drop.ts';

/** The lot of these drops is open for as long as they are looked at. */
const longOpen = openLot({ closesAtMs: (worldStartMs + 3_600_000) as never });
const lots = [longOpen];

const furtherReads = (drop: ModelledDrop): number =>
  mostInASecond(drop.phones.flatMap(({ freshReadsAtMs }) => freshReadsAtMs.slice(1)));

/** All lose their network for half a minute without a word, and all are told at once that there is one again. */
async function throughOneTunnel(drop: ModelledDrop): Promise<void> {
  for (const phone of drop.phones) phone.loseNetwork();
  await passMs(drop, 30_000);
  drop.lots = [openLot({ ...longOpen, sequence: 9 as never })];
  for (const phone of drop.phones) phone.findNetwork(['online']);
}
const showsWhatWasMissed = (drop: ModelledDrop): number =>
  drop.phones.filter(({ client }) => client.state().lots[0]?.sequence === 9).length;

describe('a whole crowd that is told at once that the network is back', () => {
  test('10,000 phones: the edge tells all at once, and fresh snapshots, first ones too, stay below 2,000 a second', async () => {
    const standsFor = 4;
    const drop = await aFullDrop(2_500, { seed: 1, standsFor, lots });
    await throughOneTunnel(drop);
    await passMs(drop, 350);
    expect(showsWhatWasMissed(drop)).toBe(2_500);
    expect(drop.phones.filter(({ freshReadsAtMs }) => freshReadsAtMs.length === 0).length).toBeGreaterThan(
      1_750,
    );
    await passMs(drop, 20_000);
    const reads = drop.phones.flatMap(({ freshReadsAtMs }) => freshReadsAtMs);
    expect(mostInASecond(reads) * standsFor).toBeLessThanOrEqual(2_000);
  }, 120_000);

  test('10,000 phones told 1.5 s before the network works show what they missed 1.2 s after it does', async () => {
    const drop = await aFullDrop(2_500, { seed: 5, standsFor: 4, lots });
    for (const phone of drop.phones) phone.loseNetwork();
    await passMs(drop, 30_000);
    drop.lots = [openLot({ ...longOpen, sequence: 9 as never })];
    for (const phone of drop.phones) phone.client.hint('online');
    await passMs(drop, 1_500);
    for (const phone of drop.phones) phone.findNetwork();
    await passMs(drop, 1_200);
    expect(showsWhatWasMissed(drop)).toBe(2_500);
  }, 120_000);

  test('while the saleroom is away: 3,000 phones whose readings fail read no faster for that', async () => {
    const drop = await aFullDrop(3_000, { seed: 2, lots });
    drop.goAway(30_000);
    await passMs(drop, 1_000);
    for (const phone of drop.phones) phone.client.hint('visible');
    await passMs(drop, 20_000);
    const reads = drop.phones.flatMap(({ freshReadsAtMs }) => freshReadsAtMs);
    expect(reads.length).toBeGreaterThan(3_000);
    expect(furtherReads(drop)).toBeLessThanOrEqual(2_000);
  }, 120_000);

  test('200 phones are as quick as one: all show what they missed within 200 ms, the clock running', async () => {
    const drop = await aFullDrop(200, { seed: 3, lots });
    await throughOneTunnel(drop);
    await passMs(drop, 200);
    expect(showsWhatWasMissed(drop)).toBe(200);
    expect(drop.phones.every(({ freshReadsAtMs }) => freshReadsAtMs.length > 0)).toBe(true);
    await passMs(drop, 5_000);
    expect(furtherReads(drop)).toBeLessThanOrEqual(1_000);
  });
});

describe('a whole crowd that is told so at once, at a gateway that opens 500 sockets a second and turns others away', () => {
  test.each([
    { told: 'online', backWithinMs: 11_000 },
    { told: 'visible', backWithinMs: 18_500 },
  ] as const)(
    '3,000 phones, told $told, try twice, then take turns: live again in $backWithinMs ms',
    async (to) => {
      const drop = await aFullDrop(3_000, { seed: 6, lots });
      drop.opensEachSecond = 500;
      for (const phone of drop.phones) phone.loseNetwork();
      await passMs(drop, 30_000);
      for (const phone of drop.phones) phone.findNetwork([to.told]);
      await passMs(drop, 2_000);
      expect(drop.turnedAwayAtMs.length).toBeGreaterThan(2_000);
      expect(drop.turnedAwayAtMs.length).toBeLessThanOrEqual(6_000);
      drop.turnedAwayAtMs.length = 0;
      await passMs(drop, to.backWithinMs - 2_000);
      expect(drop.turnedAwayAtMs).toEqual([]);
      expect(liveOf(drop)).toBe(3_000);
    },
    120_000,
  );
});

describe('a whole crowd that looks again at once', () => {
  test('4,000 phones whose sockets live have their answer there: few read a fresh snapshot, and none a second', async () => {
    const drop = await aFullDrop(4_000, { seed: 4, lots });
    for (const phone of drop.phones) phone.client.hint('visible');
    await passMs(drop, 20_000);
    expect(drop.phones.filter(({ freshReadsAtMs }) => freshReadsAtMs.length > 0).length).toBeLessThan(1_500);
    expect(furtherReads(drop)).toBeLessThanOrEqual(100);
  }, 120_000);
});
