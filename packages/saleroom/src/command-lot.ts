import {
  type CommandRefusalCode,
  decideCommand,
  isFinal,
  type Lot,
  type LotCommand,
  publicLot,
  receivedAt,
} from '@gaveldrop/bidding';
import type { LotAnswer, LotCommandMessage } from '@gaveldrop/protocol';
import { assert, type CommandId, type EpochMs, limits, type Sequence, sequence } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import { recentReachesBackTo } from './find-bid.ts';
import { nudgeTheClose } from './nudge-the-close.ts';
import { pauseBeforeAttempt } from './pause-before-attempt.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { Digest } from './ports/digest.ts';
import type { DropStore } from './ports/drop-store.ts';
import type { HistoryStore } from './ports/history-store.ts';
import type { LotStore, OpenLotsOfDrop } from './ports/lot-store.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Nudges } from './ports/nudges.ts';
import type { LotAgreement } from './ports/rules-store.ts';
import type { Principal } from './principal.ts';
import type { Publisher } from './publisher.ts';
import { sealedChange } from './sealed-change.ts';

export type CommandPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly digest: Digest;
  readonly metrics: Metrics;
  readonly lots: Pick<LotStore, 'read' | 'readMany' | 'commit' | 'readOpenLots' | 'commitOpening'>;
  readonly drops: Pick<DropStore, 'read'>;
  readonly history: Pick<HistoryStore, 'entries'>;
  readonly agreements: Agreements;
  readonly publisher: Publisher;
  readonly nudges: Nudges;
};

/** How far back a command's id is looked for once the lot's recent ids no longer reach: entries of history. */
const commandLookBackMax = 400;

/** Whether a command was carried out before; `unknown` while the history does not reach back to the lot's recent ids yet. */
async function wasDone(ports: CommandPorts, lot: Lot, commandId: CommandId): Promise<boolean | 'unknown'> {
  if (lot.recent.some((act) => act.id === commandId)) return true;
  const oldest = recentReachesBackTo(lot);
  if (oldest === 0) return false;
  const after: Sequence = sequence(Math.max(0, lot.sequence - commandLookBackMax));
  const entries = await ports.history.entries(lot.lotId, after, commandLookBackMax);
  const found = entries.some(({ events }) =>
    events.some((event) => 'commandId' in event && event.commandId === commandId),
  );
  if (found) return true;
  const reached = entries.at(-1)?.sequence ?? after;
  return reached + 1 >= oldest ? false : 'unknown';
}

/**
 * The drop's open lots with this one among them, or that there is no room. A listed lot that is final is replaced.
 * One that lists this very lot was written by an earlier sending since the lot was read; it takes up no room of its
 * own, and the commit, which is then lost, reads the lot again.
 */
async function roomFor(ports: CommandPorts, lot: Lot): Promise<OpenLotsOfDrop | 'lots-open-max'> {
  const [drop, open] = await Promise.all([ports.drops.read(lot.dropId), ports.lots.readOpenLots(lot.dropId)]);
  assert(drop !== undefined, `lot ${lot.lotId} is of no drop`);
  const listed = await ports.lots.readMany(open.lotIds);
  const others = listed.filter((other) => !isFinal(other) && other.lotId !== lot.lotId);
  if (others.length >= drop.lotsOpenMax) return 'lots-open-max';
  const lotIds = [...others.map((other) => other.lotId), lot.lotId];
  return { ...open, lotIds, version: open.version + 1 };
}

function commandOf(message: LotCommandMessage, openLots: OpenLotsOfDrop | undefined): LotCommand {
  const { commandId } = message;
  if (message.command === 'withdraw') return { command: message.command, commandId, reason: message.reason };
  if (message.command !== 'open') return { command: message.command, commandId };
  return { command: 'open', commandId, suspendedPaddles: openLots?.suspendedPaddles ?? [] };
}

/**
 * An auctioneer's command on a lot, from the gateway's message to its answer. [L2] [C1] [C10] [C11] [C14]
 *
 * A command's id that was done before does nothing twice. `unknown` and `busy` invite the same id again.
 * A commit that gave the lot a close sends that close's nudges before answering.
 * @throws a `Fault` when a read or a nudge fails; the same id asks again, and the sweep closes what no nudge reaches.
 */
export async function commandLot(
  ports: CommandPorts,
  principal: Principal,
  message: LotCommandMessage,
  stampMs: EpochMs,
): Promise<LotAnswer> {
  const { receivedAtMs, ahead } = receivedAt(stampMs, ports.clock.nowMs());
  if (ahead) ports.metrics.count('stampAhead');
  const answer = (
    outcome: LotAnswer['outcome'],
    rest: { code?: CommandRefusalCode; repeated?: true } = {},
    lot?: Lot,
    agreement?: LotAgreement,
  ): LotAnswer => ({
    type: 'lot-answer',
    commandId: message.commandId,
    lotId: message.lotId,
    outcome,
    serverNowMs: ports.clock.nowMs(),
    ...rest,
    ...(lot === undefined || agreement === undefined ? {} : { lot: publicLot(lot, agreement.rules) }),
  });
  if (principal.role !== 'auctioneer') return answer('refused', { code: 'not-auctioneer' });

  let inDoubt = false;
  let setbacks = 0;
  for (let attempt = 0; attempt < limits.commitAttemptsMax; attempt += 1) {
    await pauseBeforeAttempt(ports, attempt, setbacks);
    const lot = await ports.lots.read(message.lotId);
    if (lot === undefined || lot.dropId !== principal.dropId)
      return answer('refused', { code: 'lot-unknown' });
    const agreement = await ports.agreements.of(lot.rulesId);
    const before = await wasDone(ports, lot, message.commandId);
    if (before === 'unknown') return answer('unknown');
    if (before) {
      // What an earlier sending left undone after its commit is done again: a second nudge is harmless.
      await nudgeTheClose(ports, lot);
      return answer('done', { repeated: true }, lot, agreement);
    }
    const opening = message.command === 'open' && lot.status === 'scheduled';
    const openLots = opening ? await roomFor(ports, lot) : undefined;
    if (openLots === 'lots-open-max') return answer('refused', { code: 'lots-open-max' }, lot, agreement);
    const nowMs = ports.clock.nowMs();
    const decision = decideCommand(lot, agreement.rules, commandOf(message, openLots), receivedAtMs, nowMs);
    // While an earlier write of ours may yet land, a refusal could prove wrong.
    if (decision.kind === 'refused')
      return inDoubt ? answer('unknown') : answer('refused', { code: decision.code }, lot, agreement);
    if (decision.events.length === 0) return answer('done', {}, lot, agreement);

    const next = sealedChange({ digest: ports.digest }, lot, nowMs, decision.events);
    const result =
      openLots !== undefined && next.status === 'open'
        ? await ports.lots.commitOpening(next, openLots)
        : await ports.lots.commit(next);
    if (result.kind === 'committed') {
      await Promise.all([nudgeTheClose(ports, next), ports.publisher.publish(lot, next, agreement)]);
      return answer('done', {}, next, agreement);
    }
    if (result.kind === 'ambiguous') inDoubt = true;
    setbacks = result.kind === 'lost' ? 0 : setbacks + 1;
  }
  return answer(inDoubt ? 'unknown' : 'busy');
}
