import type { PublicLot } from '@gaveldrop/protocol';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { emptyLotBook, lotsInOrder, mergeLots, mergeWelcome } from '../../../packages/client/src/lot-book.ts';
import { DropWorld, openLot } from '../../unit/client/drop-world.ts';

/** Some lots, each with every one of its sequences up to its last; the price tells the sequence. */
const lotAt = (number: number, sequence: number): PublicLot =>
  openLot({
    number: number as never,
    sequence: sequence as never,
    priceCents: (1_000 + sequence * 10) as never,
  });
const story = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
/** The story as it may come: each form at least once, in any order, some of them again. */
const pushes = (lasts: number[]): fc.Arbitrary<PublicLot[]> => {
  const forms = lasts.flatMap((last, place) =>
    Array.from({ length: last }, (_, sequence) => lotAt(place + 1, sequence + 1)),
  );
  return fc
    .array(fc.constantFrom(...forms), { maxLength: 30 })
    .chain((again) => fc.shuffledSubarray([...forms, ...again], { minLength: forms.length + again.length }));
};
const told = story.chain((lasts) => fc.tuple(fc.constant(lasts), pushes(lasts)));
const isNewest = (lots: readonly PublicLot[], lasts: readonly number[]): boolean =>
  lots.length === lasts.length &&
  lots.every((lot, place) => lot.number === place + 1 && lot.sequence === lasts[place]);

describe('pushed lots', () => {
  test('in any order, however often, whole or in parts, leave the newest form of each', () => {
    fc.assert(
      fc.property(told, fc.array(fc.integer({ min: 1, max: 4 })), ([lasts, lots], cuts) => {
        let book = emptyLotBook;
        let from = 0;
        for (const cut of cuts) {
          book = mergeLots(book, lots.slice(from, from + cut)).book;
          from += cut;
        }
        book = mergeLots(book, lots.slice(from)).book;
        return isNewest(lotsInOrder(book), lasts);
      }),
    );
  });

  test('are not set back by a welcome that was overtaken', () => {
    fc.assert(
      fc.property(told, told, ([lasts, lots], [, others]) => {
        const welcomed = mergeWelcome(
          mergeLots(emptyLotBook, lots).book,
          others.filter(({ number }) => {
            return number <= lasts.length;
          }),
        );
        return lotsInOrder(welcomed.book).every((lot, place) => lot.sequence >= (lasts[place] ?? 0));
      }),
    );
  });

  test('reach the page the same way over a socket, with a lost connection in between', async () => {
    await fc.assert(
      fc.asyncProperty(told, fc.nat(), async ([lasts, lots], cut) => {
        const world = new DropWorld();
        const socket = await world.goLive([]);
        const at = cut % (lots.length + 1);
        for (const lot of lots.slice(0, at)) socket.say(world.pushed(lot));
        socket.close();
        const next = await world.reconnect();
        next.say(world.welcome({ lots: lots.slice(0, at) }));
        for (const lot of lots.slice(at)) next.say(world.pushed(lot));
        return isNewest(world.client.state().lots, lasts);
      }),
      { numRuns: 30 },
    );
  });
});
