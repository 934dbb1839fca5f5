import { type SeededStream, seededStream } from '@gaveldrop/rehearsal';
import { assertNever } from '@gaveldrop/units';
import { chaosLimits } from './chaos-limits.ts';
import {
  type FunctionVictim,
  functionVictims,
  isProcess,
  type ProcessVictim,
  processVictims,
  victims,
} from './victims.ts';

/** One kill, before it happens. */
export type PlannedKill = {
  /** The first lot is 1. */
  readonly lot: number;
  /** Counted from the opening of the lot. */
  readonly afterOpenMs: number;
  /**
   * From then on, `afterMs` into the next event of the function that comes within `withinMs`, of bids if it is a process that
   * is killed; when that time is over if none comes.
   */
  readonly withinMs: number;
  readonly afterMs: number;
} & (
  | { readonly kind: 'function'; readonly victim: FunctionVictim }
  /** It stays away `awayMs` before it is started again. */
  | { readonly kind: 'process'; readonly victim: ProcessVictim; readonly awayMs: number }
);

/** Kinds beyond the first of each: a bid that is cut off between its commit and its answer is what all this is about. */
const weighted: readonly FunctionVictim[] = [
  ...functionVictims,
  ...(['bid', 'bid', 'bid', 'bid', 'bid', 'bid', 'record', 'broadcast'] as const),
];
/** Every so many kills beyond those is a process: while one is away nobody can bid. */
const processEvery = 8;

/**
 * What is killed when, by the seed alone: every kind of victim at least once, processes spread over the lots, in the order
 * of lots and of instants.
 * @param kills at least as many as there are kinds of victims
 */
export function planKills(seed: number, lots: number, kills: number): readonly PlannedKill[] {
  const stream = seededStream(seed, 'kills');
  const more = Array.from({ length: Math.max(0, kills - victims.length) }, (_, at) =>
    drawn((at + 1) % processEvery === 0 ? processVictims : weighted, stream),
  );
  const all = shuffled([...victims, ...more], stream);
  const processes = all.filter(isProcess);
  const functions = all.filter((victim) => !isProcess(victim));
  const [firstProcess, firstFunction] = [stream.whole(0, lots - 1), stream.whole(0, lots - 1)];
  const planned = [
    ...processes.map((victim, at) => planProcess(victim, 1 + ((firstProcess + at) % lots), stream)),
    ...functions.map((victim, at) => planFunction(victim, 1 + ((firstFunction + at) % lots), stream)),
  ];
  return planned.sort((one, other) => one.lot - other.lot || one.afterOpenMs - other.afterOpenMs);
}

const atAnyTime = (stream: SeededStream): number => stream.whole(0, chaosLimits.killAtMaxMs);

/** Mostly in the middle of an event; sometimes at any instant, at which there is mostly none. */
function atWorkOrNot(stream: SeededStream): Pick<PlannedKill, 'withinMs' | 'afterMs'> {
  const { atWorkWithinMs, atWorkAfterMaxMs } = chaosLimits;
  if (stream.happens(0.25)) return { withinMs: 0, afterMs: 0 };
  return { withinMs: atWorkWithinMs, afterMs: stream.whole(0, atWorkAfterMaxMs) };
}

function planProcess(victim: ProcessVictim, lot: number, stream: SeededStream): PlannedKill {
  const awayMs = stream.whole(0, chaosLimits.awayMaxMs);
  return { kind: 'process', victim, lot, afterOpenMs: atAnyTime(stream), ...atWorkOrNot(stream), awayMs };
}

function planFunction(victim: FunctionVictim, lot: number, stream: SeededStream): PlannedKill {
  const { closerAtMinMs, closerAtMaxMs, closerAfterMaxMs, atWorkWithinMs } = chaosLimits;
  switch (victim) {
    case 'close': {
      const afterOpenMs = stream.whole(closerAtMinMs, closerAtMaxMs);
      const afterMs = stream.whole(0, closerAfterMaxMs);
      return { kind: 'function', victim, lot, afterOpenMs, withinMs: atWorkWithinMs, afterMs };
    }
    case 'settle': {
      // The first lot has no reserve, so it is surely sold if anybody can bid at all.
      const afterMs = stream.whole(0, chaosLimits.settlingAfterMaxMs);
      const withinMs = chaosLimits.settlingWithinMs;
      return { kind: 'function', victim, lot: 1, afterOpenMs: 0, withinMs, afterMs };
    }
    case 'bid':
    case 'record':
    case 'broadcast':
    case 'http':
      return { kind: 'function', victim, lot, afterOpenMs: atAnyTime(stream), ...atWorkOrNot(stream) };
    default:
      return assertNever(victim);
  }
}

function drawn<T>(from: readonly T[], stream: SeededStream): T {
  const one = from[stream.whole(0, from.length - 1)];
  if (one === undefined) throw new Error('bug: nothing to draw from');
  return one;
}

function shuffled<T>(list: readonly T[], stream: SeededStream): T[] {
  return list
    .map((one) => ({ one, at: stream.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ one }) => one);
}
