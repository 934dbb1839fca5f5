import { headsFileSchema, parseAs, type RefusalReceipt, receiptsFileSchema } from '@gaveldrop/protocol';
import type { BidId, LotId } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { DropState } from './drop-client-api.ts';

/** The chain head of a lot that is over, as this phone was first told it. */
export type LotHead = { readonly lotId: LotId; readonly chainHead: string };

/** What a phone holds of a drop that the saleroom does not: with it, others' stories can be checked. */
export type KeptProofs = {
  /** The last `clientLimits.keptRefusalsMax`, newest last. */
  readonly refusals: readonly RefusalReceipt[];
  readonly heads: readonly LotHead[];
};

/** A text that outlives the page. A phone that keeps nothing reads undefined and writes nowhere. */
export type KeepingPlace = {
  read(): string | undefined;
  write(text: string): void;
};

export type ProofKeeper = {
  /** Keeps what is new in a drop's state. */
  take(state: Pick<DropState, 'bids' | 'lots'>): void;
  /** The same object until something new is kept. */
  kept(): KeptProofs;
};

const nothing: KeptProofs = { refusals: [], heads: [] };

/** Keeps the signed refusals and the chain heads of one drop beyond the page. */
export function proofKeeper(place: KeepingPlace): ProofKeeper {
  let kept = readKept(place.read());
  // What was kept once is not kept again, though it may have made room for newer ones since.
  const taken = new Set<BidId>();
  const known = new Set<LotId>();
  return {
    kept: () => kept,
    take({ bids, lots }) {
      const refusals = bids.flatMap(({ bidId, receipt }) =>
        receipt === undefined || taken.has(bidId) ? [] : [receipt],
      );
      const heads = lots.flatMap(({ lotId, chainHead }) =>
        chainHead === undefined || known.has(lotId) ? [] : [{ lotId, chainHead }],
      );
      if (refusals.length === 0 && heads.length === 0) return;
      for (const { bidId } of refusals) taken.add(bidId);
      for (const { lotId } of heads) known.add(lotId);
      // Another tab may have kept something since: what lies there is added to, not replaced.
      const before = joined(readKept(place.read()), kept);
      kept = joined(before, { refusals, heads });
      place.write(JSON.stringify({ receipts: [], refusals: kept.refusals, lots: kept.heads }));
    },
  };
}

/** Both, each refusal and each lot once. Of two heads of one lot the first stays: it is the one to hold others against. */
function joined(one: KeptProofs, other: KeptProofs): KeptProofs {
  const refusals = new Map([...one.refusals, ...other.refusals].map((refusal) => [refusal.bidId, refusal]));
  const heads = new Map([...other.heads, ...one.heads].map((head) => [head.lotId, head]));
  return {
    refusals: [...refusals.values()].slice(-clientLimits.keptRefusalsMax),
    heads: [...heads.values()],
  };
}

/** What a text holds; nothing when it is not ours to read: a browser's storage may hold what anybody wrote. */
function readKept(text: string | undefined): KeptProofs {
  if (text === undefined) return nothing;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return nothing;
  }
  const receipts = parseAs(receiptsFileSchema, value);
  const heads = parseAs(headsFileSchema, value);
  return {
    refusals: receipts.kind === 'valid' ? (receipts.value.refusals ?? []) : [],
    heads:
      heads.kind === 'valid'
        ? heads.value.lots.flatMap(({ lotId, chainHead }) =>
            chainHead === undefined ? [] : [{ lotId, chainHead }],
          )
        : [],
  };
}
