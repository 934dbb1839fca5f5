import { historyEntry, recordChange } from '@gaveldrop/saleroom';
import { describe, expect, it } from 'vitest';
import { failing, noted } from './a-lot-store.ts';
import { anOpenSaleroom, lotId, place, type Saleroom, seq } from './a-saleroom.ts';

/** Three changes: entered, opened, one bid. */
async function threeChanges() {
  const room = await anOpenSaleroom();
  await place(room, 1, 1_000, { id: 7 });
  room.ports.pulses.drain();
  const [entered, opened, bid] = room.stored.images;
  if (entered === undefined || opened === undefined || bid === undefined) throw new Error('three changes');
  return { room, entered, opened, bid, ports: { ...room.ports, history: room.heard } };
}
const entries = async (room: Saleroom) =>
  (await room.heard.entries(lotId, seq(0), 99)).map(({ sequence }) => sequence);

describe('recording a change', () => {
  it('[L3] adds it to the history, its bid by id and by paddle with it', async () => {
    const { room, entered, opened, bid, ports } = await threeChanges();
    for (const change of [entered, opened, bid]) await recordChange(ports, change);
    expect(await entries(room)).toEqual([1, 2, 3]);
    expect(await room.heard.entries(lotId, seq(2), 1)).toEqual([historyEntry(bid)]);
    const { recent } = bid.after;
    const id = recent.at(-1)?.id as Parameters<typeof room.heard.bidById>[1];
    expect(await room.heard.bidById(lotId, id)).toMatchObject({
      paddleNumber: 1,
      amountCents: 1_000,
      sequence: 3,
    });
  });

  it('[L3] chains each entry to the head that the lot had before it', async () => {
    const { room, entered, opened, bid, ports } = await threeChanges();
    for (const change of [entered, opened, bid]) await recordChange(ports, change);
    const kept = await room.heard.entries(lotId, seq(0), 9);
    expect(kept.map(({ previousHash }) => previousHash)).toEqual([
      undefined,
      entered.after.chainHead,
      opened.after.chainHead,
    ]);
    expect(new Set([entered, opened, bid].map(({ after }) => after.chainHead)).size).toBe(3);
  });

  it('[L3] a second time changes nothing', async () => {
    const { room, entered, opened, ports } = await threeChanges();
    for (const change of [entered, opened, entered, opened]) await recordChange(ports, change);
    expect(await entries(room)).toEqual([1, 2]);
    expect(room.heard.parked).toEqual([]);
  });

  it('[L3] one whose predecessor is missing is parked whole, counted, and holds nothing else back', async () => {
    const { room, entered, bid, ports } = await threeChanges();
    await recordChange(ports, entered);
    await recordChange(ports, bid);
    expect(await entries(room)).toEqual([1]);
    expect(room.heard.parked).toHaveLength(1);
    const [parked] = room.heard.parked;
    expect(parked).toMatchObject({ lotId, sequence: 3 });
    expect(JSON.parse(parked?.record ?? '')).toEqual(JSON.parse(JSON.stringify(bid)));
    expect(room.metrics.counted('recordParked')).toBe(1);
  });
});

describe('repairing the broadcast', () => {
  it('[L4] comes before the history, and sends what is public', async () => {
    const { room, entered, ports } = await threeChanges();
    const order: string[] = [];
    const history = noted(room.heard, order);
    const publisher = noted(room.ports.publisher, order);
    await recordChange({ ...ports, history, publisher }, entered);
    expect(order).toEqual(['repair', 'append']);
  });

  it('[L4] is the bid’s own pulse again: the queue takes it once', async () => {
    const { room, entered, opened, bid, ports } = await threeChanges();
    for (const change of [entered, opened, bid]) await recordChange(ports, change);
    // Only the entry in the catalogue had no pulse of its own.
    expect(room.ports.pulses.drain().map(({ lot }) => lot.sequence)).toEqual([1]);
  });

  it('[L4] sends the pulse that was lost', async () => {
    const room = await anOpenSaleroom();
    const send = room.ports.pulses.send;
    room.ports.pulses.send = failing;
    await place(room, 1, 1_000);
    expect(room.metrics.counted('pulseNotSent')).toBe(1);
    room.ports.pulses.send = send;
    await room.record();
    expect(room.ports.pulses.drain().map(({ lot }) => lot.sequence)).toEqual([1, 3]);
  });

  it('[L3] that fails holds up no history, and throws so that the change comes again', async () => {
    const { room, entered, ports } = await threeChanges();
    const publisher = { ...room.ports.publisher, repair: failing };
    await expect(recordChange({ ...ports, publisher }, entered)).rejects.toThrow('no such luck');
    expect(await entries(room)).toEqual([1]);
    await recordChange(ports, entered);
    expect(await entries(room)).toEqual([1]);
  });

  it('[L3] a history that fails throws, so that the stream delivers the change again', async () => {
    const { room, entered, ports } = await threeChanges();
    const history = { ...room.heard, append: failing };
    await expect(recordChange({ ...ports, history }, entered)).rejects.toThrow('no such luck');
  });
});
