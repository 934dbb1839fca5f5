import { decideBid } from '@gaveldrop/bidding';
import { assert } from '@gaveldrop/units';
import { aBusyLot, busyBids, busyRules } from '../a-busy-lot.ts';
import type { Bench } from '../figure.ts';
import { perSecond } from '../per-second.ts';
import { sideBySide } from '../side-by-side.ts';

/** How long each side of a round goes on for. */
const sliceMs = 250;

export const decide: Bench = {
  name: 'decide',
  about: 'pure decisions on bids for one open lot, on one core',
  rounds: 9,
  figures: {
    decide: {
      what: 'decisions a second, on ten different bids in turn, of which three are accepted',
      floor: 'shallow copies of the same lot a second',
    },
  },
  run: async ({ rounds }) => {
    const lot = aBusyLot();
    const acceptedOf = (times: number): number => {
      let accepted = 0;
      for (let at = 0; at < times; at += 1) {
        const one = busyBids[at % busyBids.length];
        assert(one !== undefined, 'there are bids');
        const decision = decideBid(lot, busyRules, one.bid, one.bidder, one.receivedAtMs);
        if (decision.kind === 'accepted') accepted += decision.events.length > 0 ? 1 : 0;
      }
      return accepted;
    };
    assert(acceptedOf(10) === 3, `three of ten are accepted, not ${acceptedOf(10)}`);
    let kept: unknown[] = [];
    const copiesOf = (times: number): number => {
      // Each copy is kept for a while: one that nobody could see would never be made.
      const copies: unknown[] = [];
      for (let at = 0; at < times; at += 1) copies.push({ ...lot });
      kept = copies;
      return kept.length;
    };
    const figure = await sideBySide(
      'decisions/s',
      rounds,
      () => perSecond(acceptedOf, sliceMs),
      () => perSecond(copiesOf, sliceMs),
    );
    return { decide: figure };
  },
};
