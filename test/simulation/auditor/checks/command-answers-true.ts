import type { StoredLot } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { type ClockRange, clockRange, receiptAt } from '../expected/stamps.ts';
import { isOver, isRunning } from '../expected/status-of.ts';
import { ruleNumbers } from '../rule-numbers.ts';
import type { GivenAnswer, LotState, World } from '../world.ts';

/** Whether a command met an open lot that may count as past its close. */
function mayBePast(lot: StoredLot, stampMs: number, { toMs }: ClockRange): boolean {
  if (lot.status !== 'open' || lot.closesAtMs === undefined) return false;
  return receiptAt(stampMs, toMs) > lot.closesAtMs || toMs > lot.closesAtMs + ruleNumbers.commitGraceMs;
}

/** Whether a refusal of a command may be given on this state. [L1] [C10] [C11] [C14] */
function mayRefuse(code: string, command: string, lot: StoredLot, past: boolean): boolean {
  switch (code) {
    case 'lot-not-scheduled':
      return command === 'open' && lot.status !== 'scheduled';
    case 'lot-closed':
      return command !== 'open' && (isOver(lot) || (past && command !== 'hammer' && command !== 'resume'));
    case 'lot-not-open':
      return (command === 'pause' || command === 'hammer') && lot.status !== 'open' && !isOver(lot);
    case 'lot-not-paused':
      return command === 'resume' && lot.status !== 'paused' && !isOver(lot);
    default:
      return false;
  }
}

/** Whether so many other lots ran at some instant since the command came. [L2] */
function wasFull(world: World, lotId: string, dropId: string, sinceMs: number): boolean {
  const most = world.drops.get(dropId)?.lotsOpenMax ?? 0;
  const others = [...world.lots.values()].filter(
    (track) => track.lotId !== lotId && track.states[0]?.stored.dropId === dropId,
  );
  const ran = (states: readonly LotState[], atMs: number): boolean =>
    states.some((state) => state.fromMs <= atMs && state.untilMs >= atMs && isRunning(state.stored));
  const instants = [
    sinceMs,
    ...others.flatMap(({ states }) => states.map((state) => state.fromMs).filter((atMs) => atMs > sinceMs)),
  ];
  return instants.some((atMs) => others.filter(({ states }) => ran(states, atMs)).length >= most);
}

function problemOf(answer: GivenAnswer, world: World): string | undefined {
  const { told, handling, received, atMs, clockMs } = answer;
  const principal = received.connected?.principal;
  const { command = '', commandId = '', lotId = '' } = received.said ?? {};
  if (principal === undefined) return 'nobody is known to have asked';
  const track = world.lots.get(lotId);
  const carriedOut = track?.commands.get(commandId);
  const range = clockRange(handling, atMs, clockMs);
  if (told.outcome === 'done') {
    if (principal.role !== 'auctioneer') return 'it was not an auctioneer who asked';
    if (carriedOut !== undefined) return undefined;
    // Only a hammer command can have nothing to do: on a lot that ends sooner anyhow. [C11]
    const idle = track?.states.some(({ stored, untilMs, agreement }) => {
      if (untilMs < received.atMs || stored.status !== 'open' || stored.closesAtMs === undefined)
        return false;
      const leftMs = agreement.rules.closing.fairWarningMs ?? ruleNumbers.fairWarningMs;
      return stored.closesAtMs <= range.toMs + leftMs;
    });
    return command === 'hammer' && idle ? undefined : 'it was not carried out';
  }
  if (told.outcome !== 'refused') return undefined;
  if (
    carriedOut !== undefined &&
    (carriedOut.step < handling.step || carriedOut.handling === handling.handling)
  )
    return 'it was carried out';
  const code = told.code ?? '';
  if (code === 'not-auctioneer') return principal.role === 'auctioneer' ? 'an auctioneer asked' : undefined;
  if (code === 'lot-unknown') {
    const first = track?.states[0];
    const known = first !== undefined && first.fromMs <= received.atMs;
    return known && first.stored.dropId === principal.dropId ? 'the lot is known' : undefined;
  }
  if (code === 'lots-open-max')
    return command === 'open' && wasFull(world, lotId, principal.dropId, received.atMs)
      ? undefined
      : 'there was room';
  const state = track?.bySequence.get(told.lot?.sequence ?? Number.NaN);
  if (state === undefined || state.untilMs < received.atMs) return 'it was decided on no state that stood';
  const past = mayBePast(state.stored, received.stampMs, range);
  return mayRefuse(code, command, state.stored, past) ? undefined : 'nothing speaks against the command';
}

/** [L2] [C10] [C11] [C14] A command answered done was carried out; a refused one was not, and something spoke against it. */
export const commandAnswersTrue: MakeCheck = () => ({
  name: 'command-answers-true',
  on: {
    answered: (answer, world, report) => {
      if (answer.told.type !== 'lot-answer') return;
      const problem = problemOf(answer, world);
      if (problem === undefined) return;
      const { said } = answer.received;
      const { outcome, code = '' } = answer.told;
      const message = `${said?.command} ${said?.commandId} was answered ${outcome} ${code}: ${problem}`;
      report('L2', answer.atMs, message, said?.lotId);
    },
  },
});
