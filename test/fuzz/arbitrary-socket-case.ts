import fc from 'fast-check';
import { oddly } from './arbitrary-odd-json.ts';
import { named, people, type SocketCase, socketRoutes } from './hostile-case.ts';
import { treeOf } from './json-tree.ts';

const lot = fc.constantFrom(
  ...[named('openLot'), named('openLot'), named('openLot'), named('scheduledLot'), named('soldLot')],
  ...[named('otherLot'), named('nowhere'), named('drop')],
);
/** Commands seldom meet the open lot, which bids are to find open for a while. */
const commandedLot = fc.constantFrom(
  ...[named('scheduledLot'), named('scheduledLot'), named('scheduledLot'), named('scheduledLot')],
  ...[named('openLot'), named('soldLot'), named('otherLot'), named('nowhere')],
);
const bidId = fc.constantFrom(named('new'), named('new'), named('new'), named('bensBid'), named('nowhere'));
const sequence = fc.constantFrom(0, 1, 2, 3, 50, Number.MAX_SAFE_INTEGER);
const have = fc.dictionary(fc.constantFrom('1', '2', '3', '4', '99999'), sequence, { maxKeys: 4 });

const hello = fc.record({
  action: fc.constant('hello'),
  protocol: fc.constant(1),
  have,
  pending: fc.array(
    fc.record({ bidId, lotId: lot, afterSequence: fc.option(sequence, { nil: undefined }) }),
    { maxLength: 8 },
  ),
});
const bid = fc.record({
  action: fc.constant('bid'),
  bidId,
  lotId: lot,
  amountCents: fc.oneof(
    fc.integer({ min: 1, max: 40_000 }),
    fc.constantFrom(1, 999, 1_000, 1_100, 500_001, 999_999_999_999),
  ),
  kind: fc.constantFrom('exact', 'maximum'),
  attempt: fc.constantFrom(1, 1, 1, 1, 1, 2, 3, 1_000),
  afterSequence: fc.option(sequence, { nil: undefined, freq: 3 }),
});
const ping = fc.record({
  action: fc.constant('ping'),
  sentAtMs: fc.constantFrom(0, 1_700_000_000_000, Number.MAX_SAFE_INTEGER),
  have: fc.option(have, { nil: undefined }),
});
const command = fc
  .record({
    action: fc.constant('lot'),
    commandId: bidId,
    lotId: commandedLot,
    command: fc.constantFrom('open', 'pause', 'resume', 'hammer', 'withdraw'),
    reason: fc.constantFrom('damaged', 'x'.repeat(120), 'nö'),
  })
  .map(({ reason, ...rest }) => (rest.command === 'withdraw' ? { ...rest, reason } : rest));

/** Messages of every action from everybody, mostly wrong somewhere, sometimes on the route of another action. */
export const arbitrarySocketCase: fc.Arbitrary<SocketCase> = fc.record({
  kind: fc.constant('socket' as const),
  who: fc.constantFrom(...people, 'bea', 'bea', 'ava'),
  route: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...socketRoutes) },
  ),
  text: oddly(
    fc.oneof(
      { weight: 2, arbitrary: hello.map(treeOf) },
      { weight: 5, arbitrary: bid.map(treeOf) },
      { weight: 2, arbitrary: ping.map(treeOf) },
      { weight: 3, arbitrary: command.map(treeOf) },
    ),
  ),
});
