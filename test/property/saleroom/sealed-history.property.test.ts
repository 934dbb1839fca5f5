import { lotFromStreamImage, type StreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';
import { lotItem } from '@gaveldrop/adapters/aws/lot-item';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryHistoryStore } from '@gaveldrop/adapters/memory/memory-history-store';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { isFinal, type Lot, type LotEvent, type LotRules, publicLot } from '@gaveldrop/bidding';
import { type History, historySchema } from '@gaveldrop/protocol';
import { readHistory, recordChange, sealedChange, sealedLot } from '@gaveldrop/saleroom';
import { assert, epochMs, lotNumber, type RulesId, sequence } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dropId, lotId, ulidOf } from '../../unit/bidding/a-lot.ts';
import { commitmentsIn, headOf, maximumCommitment } from '../../unit/saleroom/recomputed-seals.ts';
import { arbitraryRules } from '../bidding/arbitrary-rules.ts';
import { arbitrarySteps } from '../bidding/arbitrary-steps.ts';
import { play } from '../bidding/play.ts';

const keys = await memoryKeys().load();
const enteredAtMs = epochMs(900_000);

/** A lot's whole life as the saleroom commits it: entered under rules that are corrected once, then played. */
async function aLife(rules: LotRules, steps: Parameters<typeof play>[1], until = Number.POSITIVE_INFINITY) {
  const first = { ...rules, rulesId: ulidOf(8) as RulesId };
  const history = memoryHistoryStore();
  const agreements = {
    of: async (rulesId: RulesId) => ({ rules: rulesId === rules.rulesId ? rules : first }) as never,
  };
  const publisher = { publish: async () => undefined, repair: async () => undefined };
  const ports = { history, agreements, publisher, metrics: memoryMetrics() };
  /** What the stream of the lots table would carry of a lot. */
  const told = (lot: Lot): Lot | undefined => lotFromStreamImage(lotItem(lot) as StreamImage);
  const record = async (before: Lot | undefined, after: Lot): Promise<Lot> => {
    const image = told(after);
    assert(image !== undefined, 'a lot has an image');
    await recordChange(ports, { before: before === undefined ? undefined : told(before), after: image });
    return after;
  };
  const next = (veiled: LotRules | undefined, lot: Lot, atMs: number, events: readonly LotEvent[]) =>
    record(lot, sealedChange({ digest: systemDigest, keys, rules: veiled }, lot, epochMs(atMs), events));

  const place = { lotId, dropId, number: lotNumber(1) };
  let lot: Lot = await record(
    undefined,
    sealedLot({ digest: systemDigest, keys, rules: first }, place, enteredAtMs),
  );
  lot = await next(rules, lot, enteredAtMs, [{ type: 'LotCorrected', rulesId: rules.rulesId }]);
  for (const { change } of play(rules, steps).slice(0, until))
    if (change !== undefined) lot = await next(undefined, lot, change.committedAtMs, change.events);
  const reading = {
    ...{ history, agreements, digest: systemDigest, keys: memoryKeys() },
    lots: { read: async () => lot },
    paddles: { readByUser: async () => undefined },
  };
  const read = await readHistory(reading, dropId, lotId, sequence(0));
  assert(read.kind === 'done', 'the lot is known');
  // What is served is JSON: whatever reads it sees no absent values, and nothing that the form does not name.
  const served: History = historySchema.parse(JSON.parse(JSON.stringify(read.value)));
  return { lot, served, entries: await history.entries(lotId, sequence(0), 999) };
}

const always = (check: (life: Awaited<ReturnType<typeof aLife>>, rules: LotRules) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      arbitraryRules,
      arbitrarySteps,
      fc.integer({ min: 1, max: 45 }),
      async (rules, steps, until) => check(await aLife(rules, steps, until), rules),
    ),
    { numRuns: 200 },
  );

it('[L3] the head of a lot is the fold of the history that anyone can read', () =>
  always(({ lot, served }, rules) => {
    expect(headOf(served)).toBe(lot.chainHead);
    expect(publicLot(lot, rules).chainHead).toBe(isFinal(lot) ? lot.chainHead : undefined);
  }));

it('[L3] a history with any one number changed comes to another head, or to none', () =>
  always(({ lot, served }) => {
    const text = JSON.stringify(served.entries);
    for (const found of [...text.matchAll(/[0-9]+/g)].slice(0, 40)) {
      const changed = `${text.slice(0, found.index)}${BigInt(found[0]) + 1n}${text.slice(found.index + found[0].length)}`;
      const forged = () => headOf({ ...served, entries: JSON.parse(changed) as History['entries'] });
      let head: string | undefined;
      try {
        head = forged();
      } catch {
        // It does not even name the entry before it.
      }
      expect(head).not.toBe(lot.chainHead);
    }
  }));

it('[L4] no maximum and no reserve is told before the end; then beaten maxima are, and check', () =>
  always(({ lot, served, entries }, rules) => {
    const accepted = entries.flatMap(({ events, sequence: at }) =>
      events.flatMap((event) => (event.type === 'BidAccepted' ? [{ ...event, at }] : [])),
    );
    const maxima = accepted.filter(({ kind }) => kind === 'maximum');
    const told = served.entries.flatMap(({ events }) =>
      events.flatMap((event) => (event.type === 'BidAccepted' ? [event] : [])),
    );
    expect(told.map(({ amountCents }) => amountCents)).toEqual(
      accepted.map(({ kind, amountCents }) => (kind === 'exact' ? amountCents : undefined)),
    );
    expect(JSON.stringify(served)).not.toContain('reserveCents');
    const [, corrected] = served.entries.flatMap(({ events }) => events);
    assert(corrected?.type === 'LotCorrected', 'the second change corrects the lot');
    expect(corrected.agreed.reserveCommitment === undefined).toBe(rules.reserveCents === undefined);

    const leading = accepted.findLast(({ outcome }) => outcome === 'leading');
    const isDecided = lot.status === 'sold' || lot.status === 'passed';
    const lost = isDecided ? maxima.filter(({ paddleNumber }) => paddleNumber !== leading?.paddleNumber) : [];
    expect(served.opened.map(({ sequence: at, amountCents }) => [at, amountCents])).toEqual(
      lost.map(({ at, amountCents }) => [at, amountCents]),
    );
    const commitments = commitmentsIn(served);
    expect(Object.keys(commitments)).toHaveLength(maxima.length);
    for (const opened of served.opened) expect(maximumCommitment(opened)).toBe(commitments[opened.sequence]);
  }));
