import { closingProblem, ladderProblem, type Problem } from '@gaveldrop/bidding';
import type { NewDrop, PublicDrop } from '@gaveldrop/protocol';
import { feeTermsProblem } from '@gaveldrop/settlement';
import { type DropId, limits } from '@gaveldrop/units';
import type { Person } from './person.ts';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { Drop, DropStore } from './ports/drop-store.ts';
import { done, type Outcome, refuse } from './refusal.ts';

export type CreateDropPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly drops: Pick<DropStore, 'create' | 'read'>;
  readonly audience: Pick<AudienceStore, 'createShards'>;
  /** Shards a new drop's audience starts with. */
  readonly shardCount: number;
};

/** A drop as anyone may read it: nothing of it is private. */
export const publicDrop = (drop: Drop): PublicDrop => drop as PublicDrop;

const firstProblem = ({ ladder, closing, terms }: NewDrop): Problem | undefined => {
  const inTerms = feeTermsProblem(terms);
  return (
    ladderProblem(ladder) ??
    closingProblem(closing) ??
    (inTerms && { field: `terms.${inTerms.field}`, problem: inTerms.problem })
  );
};

/**
 * Creates a drop with the rules and terms its lots will keep. [B3] [M7] Refuses those that make no sense, by field.
 * The audience is there before the drop is, so that nothing of the drop is ever without it. The same id twice, by the
 * same person, gives the drop as it is.
 */
export async function createDrop(
  ports: CreateDropPorts,
  person: Person,
  asked: NewDrop,
): Promise<Outcome<PublicDrop>> {
  if (!person.auctioneer) return refuse('not-auctioneer', 'only auctioneers may create drops');
  const wrong = firstProblem(asked);
  if (wrong !== undefined) return refuse('invalid-field', `${wrong.field} ${wrong.problem}`, wrong.field);
  const dropId = asked.dropId ?? (ports.chance.ulid() as DropId);
  const nowMs = ports.clock.nowMs();
  const others = (asked.auctioneers ?? []).filter((userId) => userId !== person.userId);
  const drop: Drop = {
    dropId,
    title: asked.title,
    currency: asked.currency,
    ladder: asked.ladder,
    closing: asked.closing,
    terms: asked.terms,
    termsVersion: 1,
    auctioneers: [person.userId, ...others],
    lotsOpenMax: asked.lotsOpenMax ?? limits.lotsOpenMax,
    lotCount: 0,
    createdAtMs: nowMs,
  };
  await ports.audience.createShards(dropId, ports.shardCount, nowMs);
  if ((await ports.drops.create(drop)) === 'created') return done(publicDrop(drop));
  const there = await ports.drops.read(dropId);
  if (there === undefined || there.auctioneers[0] !== person.userId)
    return refuse('drop-exists', 'another drop has this id', 'dropId');
  return done(publicDrop(there));
}
