import type { MakeCheck } from '../check.ts';
import { ruleNumbers } from '../rule-numbers.ts';

/** A write of one sending of a bid whose fate nobody has learnt. */
type Adrift = {
  readonly handling: string;
  readonly attempt: number;
  readonly sentAtMs: number;
  readonly sequence: number;
  settled: boolean;
};

/**
 * [B10] A resend is refused only once no write of an earlier sending can land any more: whether it does in the end is luck, and
 * not what the refusal may rest on.
 */
export const resendWaits: MakeCheck = () => {
  /** By lot and bid. */
  const writes = new Map<string, Adrift[]>();
  /** By handling: its last write. */
  const last = new Map<string, Adrift>();
  return {
    name: 'resend-waits',
    on: {
      'write-sent': ({ atMs, handling, next }, world) => {
        const said = world.handlings.get(handling)?.received?.said;
        if (said?.action !== 'bid') return;
        const key = `${next.lotId} ${said.bidId}`;
        const { sequence } = next;
        const write = { handling, attempt: said.attempt ?? 1, sentAtMs: atMs, sequence, settled: false };
        writes.set(key, [...(writes.get(key) ?? []), write]);
        last.set(handling, write);
      },
      'write-answered': ({ handling, outcome }) => {
        const write = last.get(handling);
        if (write !== undefined && outcome !== 'ambiguous') write.settled = true;
      },
      answered: ({ atMs, told, handling, received: { said } }, world, report) => {
        if (told.type !== 'bid-answer' || told.outcome !== 'refused' || told.code === 'bid-id-reused') return;
        const { lotId = '', bidId = '', attempt = 1 } = said ?? {};
        const standsAt = world.lots.get(lotId)?.states.at(-1)?.stored.sequence ?? 0;
        for (const write of writes.get(`${lotId} ${bidId}`) ?? []) {
          if (write.settled || write.handling === handling.handling || write.attempt >= attempt) continue;
          if (standsAt >= write.sequence || atMs - write.sentAtMs >= ruleNumbers.writeInFlightMaxMs) continue;
          const since = `${atMs - write.sentAtMs} ms before`;
          report('B10', atMs, `a resend was refused; an earlier sending wrote ${since}, and may land`, lotId);
        }
      },
    },
  };
};
