import type { Closing, StoredEvent, StoredLot } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { latestCloseFrom } from '../expected/close-after.ts';
import { differenceOf } from '../expected/same-json.ts';
import { clockRange, mayBeReceipt, receiptAt } from '../expected/stamps.ts';
import { isOver } from '../expected/status-of.ts';
import { ruleNumbers } from '../rule-numbers.ts';
import type { Commit } from '../world.ts';

type Command = Extract<StoredEvent, { commandId: string }>;

const wordOf = {
  LotOpened: 'open',
  LotPaused: 'pause',
  LotResumed: 'resume',
  HammerCalled: 'hammer',
  LotWithdrawn: 'withdraw',
} as const;

/** What a command's event must say, worked out from the lot it met and the deciding clock. */
function eventDue(
  event: Command,
  lot: StoredLot,
  closing: Closing,
  nowMs: number,
): { readonly rule: string; readonly due: object; readonly wrong?: string } {
  const closeMs = lot.closesAtMs;
  switch (event.type) {
    case 'LotOpened': {
      const closesAtMs = closing.durationMs === undefined ? undefined : nowMs + closing.durationMs;
      const latestCloseAtMs = closesAtMs === undefined ? undefined : latestCloseFrom(closing, closesAtMs);
      const due = { ...event, openedAtMs: nowMs, closesAtMs, latestCloseAtMs };
      return lot.status === 'scheduled' ? { rule: 'C1', due } : { rule: 'L1', due, wrong: 'opened again' };
    }
    case 'LotPaused': {
      const hasTime = closeMs === undefined || nowMs <= closeMs + ruleNumbers.commitGraceMs;
      const wrong = lot.status !== 'open' || !hasTime ? { wrong: 'paused too late or twice' } : {};
      const timed = (closeMs === undefined) === (event.remainingMs === undefined);
      return { rule: 'C10', due: timed ? event : { ...event, remainingMs: closeMs }, ...wrong };
    }
    case 'LotResumed': {
      const wrong = lot.status === 'paused' ? {} : { wrong: 'resumed without a pause' };
      const { remainingMs, latestCloseAtMs: latest } = lot;
      if (remainingMs === undefined || closeMs === undefined)
        return {
          rule: 'C10',
          due: { ...event, closesAtMs: undefined, latestCloseAtMs: undefined },
          ...wrong,
        };
      const closesAtMs = nowMs + Math.max(remainingMs, ruleNumbers.resumeMinMs);
      const latestCloseAtMs = latest === undefined ? undefined : latest + (closesAtMs - closeMs);
      return { rule: 'C10', due: { ...event, closesAtMs, latestCloseAtMs }, ...wrong };
    }
    case 'HammerCalled': {
      const soonMs = nowMs + (closing.fairWarningMs ?? ruleNumbers.fairWarningMs);
      const latestCloseAtMs = closeMs === undefined ? latestCloseFrom(closing, soonMs) : lot.latestCloseAtMs;
      const due = { ...event, closesAtMs: soonMs, latestCloseAtMs };
      const sooner = lot.status === 'open' && (closeMs === undefined || soonMs < closeMs);
      return {
        rule: 'C11',
        due,
        ...(sooner ? {} : { wrong: 'called on a lot that is not open or ends sooner' }),
      };
    }
    case 'LotWithdrawn': {
      const past =
        lot.status === 'open' && closeMs !== undefined && nowMs > closeMs + ruleNumbers.commitGraceMs;
      return {
        rule: 'C14',
        due: event,
        ...(isOver(lot) || past ? { wrong: 'withdrawn after the end' } : {}),
      };
    }
    default:
      return event satisfies never;
  }
}

/** The latest receipt at which this command could still be carried out; none where only its clock matters. */
function receiptBound(
  event: Command,
  lot: StoredLot,
): { readonly atMost: number; readonly exactly?: number } {
  const closeMs = lot.closesAtMs;
  if (closeMs === undefined || lot.status !== 'open') return { atMost: Number.POSITIVE_INFINITY };
  if (event.type === 'LotPaused' && event.remainingMs !== undefined)
    return { atMost: closeMs, exactly: closeMs - event.remainingMs };
  return { atMost: closeMs };
}

/** What is wrong with the receipt that a command's event rests on, or nothing. [B2] [C10] [C11] [C14] */
function receiptProblem({ by, handling }: Commit, event: Command, lot: StoredLot): string | undefined {
  const received = handling?.received;
  if (by === undefined || handling === undefined || received === undefined) return undefined;
  const { atMost, exactly } = receiptBound(event, lot);
  const range = clockRange(handling, by.sentAtMs, by.sentClockMs);
  if (exactly !== undefined && !mayBeReceipt(exactly, received.stampMs, range))
    return `was received at ${received.stampMs}, and counted from ${exactly}`;
  const earliestMs = receiptAt(received.stampMs, range.fromMs);
  if ((exactly ?? earliestMs) > atMost) return `was received after the close ${atMost}`;
  return undefined;
}

/** [L2] [C1] [C10] [C11] [C14] An auctioneer's command, and only an auctioneer's, does to a lot what the rules say. */
export const commandsObey: MakeCheck = () => ({
  name: 'commands-obey',
  on: {
    'lot-committed': (commit, _world, report) => {
      const { atMs, lotId, before, after, handling } = commit;
      const event = after.events.find((one): one is Command => 'commandId' in one);
      if (event === undefined || before === undefined) return;
      const received = handling?.received;
      const { said, connected } = received ?? {};
      const asked =
        said?.action === 'lot' &&
        said.commandId === event.commandId &&
        said.lotId === lotId &&
        said.command === wordOf[event.type];
      if (!asked) report('L2', atMs, `${event.type} was committed, but no message asked for it`, lotId);
      else if (connected?.principal.role !== 'auctioneer')
        report('L2', atMs, `${event.type} was asked for by nobody who may`, lotId);
      const nowMs = after.committedAtMs;
      const { rule, due, wrong } = eventDue(event, before.stored, before.agreement.rules.closing, nowMs);
      if (wrong !== undefined) report(rule, atMs, `the lot was ${wrong}`, lotId);
      const difference = differenceOf(due, event);
      if (difference !== undefined) report(rule, atMs, `${event.type}: ${difference}`, lotId);
      const problem = receiptProblem(commit, event, before.stored);
      if (problem !== undefined) report(rule, atMs, `${event.type} ${problem}`, lotId);
    },
  },
});
