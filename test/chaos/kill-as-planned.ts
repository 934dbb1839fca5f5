import type { SaleroomChannel } from '@gaveldrop/rehearsal';
import { assertNever } from '@gaveldrop/units';
import type { Ensemble } from './ensemble.ts';
import type { PlannedKill } from './plan-kills.ts';
import type { Victim } from './victims.ts';

/** One kill that happened. */
export type Killed = {
  readonly victim: Victim;
  /** The lot that was open or had just been, the first being 1. */
  readonly lot: number;
  /** Epoch milliseconds, and the same counted from the lot's opening. */
  readonly atMs: number;
  readonly afterOpenMs: number;
  /** Of a function instance: whether it had an event in its hands. Of a process: whether a bid was under way. */
  readonly atWork: boolean;
  /** Of a process: how long it did not answer. */
  readonly awayMs?: number;
};

/** Does what a plan says, lot by lot, without holding up the drop. */
export type Killer = {
  /** A lot has opened, the first being 1: its kills begin to count their time. */
  readonly onOpen: (lot: number) => void;
  /** Settles when all kills so far are done and what was killed is back. @throws when something could not be. */
  readonly settled: () => Promise<void>;
  /** In order. */
  readonly killed: () => readonly Killed[];
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function killAsPlanned(
  plan: readonly PlannedKill[],
  ensemble: Pick<Ensemble, 'saleroom' | 'restart' | 'allUp'>,
  tell: (line: string) => void,
): Killer {
  const killed: Killed[] = [];
  const underWay: Promise<void>[] = [];

  /** Asks the saleroom, or its successor if it is killed meanwhile. */
  const ask = async (question: (saleroom: SaleroomChannel) => Promise<boolean>): Promise<boolean> => {
    let asked = await ensemble.saleroom();
    for (;;) {
      try {
        return await question(asked);
      } catch (cause) {
        const next = await ensemble.saleroom();
        // The very same one: it has not been killed, or it is gone for another reason.
        if (next === asked) throw cause;
        asked = next;
      }
    }
  };

  const kill = async (planned: PlannedKill): Promise<Omit<Killed, 'lot' | 'afterOpenMs'>> => {
    const { withinMs, afterMs } = planned;
    switch (planned.kind) {
      case 'function': {
        const { victim } = planned;
        const atWork = await ask((saleroom) => saleroom.endInstance(victim, { withinMs, afterMs }));
        tell(`killed an instance of ${victim}, ${atWork ? 'at work' : 'idle'}`);
        return { victim, atMs: Date.now(), atWork };
      }
      case 'process': {
        const { victim } = planned;
        const atWork = withinMs > 0 && (await ask((saleroom) => saleroom.nextEvent('bid', withinMs)));
        if (atWork) await pause(afterMs);
        const { killedAtMs: atMs, awayMs } = await ensemble.restart(victim, planned.awayMs);
        tell(`killed the ${victim}${atWork ? ' during a bid' : ''}; it was back after ${awayMs} ms`);
        return { victim, atMs, atWork, awayMs };
      }
      default:
        return assertNever(planned);
    }
  };

  const killInTime = async (planned: PlannedKill, openedAtMs: number): Promise<void> => {
    await pause(planned.afterOpenMs);
    const done = await kill(planned);
    killed.push({ ...done, lot: planned.lot, afterOpenMs: done.atMs - openedAtMs });
  };

  return {
    onOpen(lot) {
      const openedAtMs = Date.now();
      for (const planned of plan.filter((one) => one.lot === lot)) {
        const done = killInTime(planned, openedAtMs);
        // Whoever waits for all kills is told of it.
        done.catch(() => undefined);
        underWay.push(done);
      }
    },
    settled: async () => {
      await Promise.all(underWay);
      await ensemble.allUp();
    },
    killed: () => killed.toSorted((one, other) => one.atMs - other.atMs),
  };
}
