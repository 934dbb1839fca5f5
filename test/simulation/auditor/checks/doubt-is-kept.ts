import type { StoredLot } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { differenceOf } from '../expected/same-json.ts';
import type { World } from '../world.ts';

type Writing = { readonly next: StoredLot; unanswered: boolean };

/** Whether a write without a reply may land yet: while its lot stands where the write found it. */
function mayLand({ next, unanswered }: Writing, world: World): boolean {
  const standsAt = world.lots.get(next.lotId)?.states.at(-1)?.stored.sequence ?? 0;
  return unanswered && standsAt < next.sequence;
}

/**
 * [B10] Of a bid's write without a reply nobody knows what becomes of it, whatever a read shows: until its sequence has moved,
 * the very same write is sent again and no other, and the bid is refused nothing.
 */
export const doubtIsKept: MakeCheck = () => {
  /** By handling: its last write. */
  const writing = new Map<string, Writing>();
  return {
    name: 'doubt-is-kept',
    on: {
      'write-sent': ({ atMs, handling, next }, world, report) => {
        if (world.handlings.get(handling)?.received?.said?.action !== 'bid') return;
        const last = writing.get(handling);
        const inDoubt = last !== undefined && mayLand(last, world);
        const difference = inDoubt ? differenceOf(last.next, next) : undefined;
        if (difference !== undefined)
          report('B10', atMs, `a write in doubt was followed by another: ${difference}`, next.lotId);
        writing.set(handling, { next, unanswered: inDoubt });
      },
      'write-answered': ({ handling, outcome }) => {
        const last = writing.get(handling);
        if (last === undefined) return;
        if (outcome === 'ambiguous') last.unanswered = true;
        // Refused or taken, its sequence has moved: what became of it is known.
        if (outcome === 'lost' || outcome === 'committed') last.unanswered = false;
      },
      answered: ({ atMs, told, handling }, world, report) => {
        const last = writing.get(handling.handling);
        writing.delete(handling.handling);
        if (last !== undefined && told.outcome === 'refused' && mayLand(last, world))
          report('B10', atMs, 'a bid was refused while its write was in doubt', told.lotId);
      },
    },
  };
};
