import type { PongMessage } from '@gaveldrop/protocol';
import { type EpochMs, epochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { ClientPorts } from './drop-client-api.ts';
import { isClockDoubtful, readClock, unknownClock, withRoundTrip } from './server-clock.ts';

type Answer = Pick<PongMessage, 'receivedAtMs' | 'serverNowMs'>;

/** Keeps the server's clock by the answers that come. */
export type ClockKeeper = {
  /** The device's clock, whole. */
  nowMs(): EpochMs;
  serverNowMs(): EpochMs;
  onPong(sentAtMs: number, answer: Answer): void;
  /** A `hello` goes off: the first on its socket, or a further one. */
  onHello(isFirst: boolean): void;
  onWelcome(answer: Answer): void;
  /**
   * Whether the clock must be wrong, by a message that came by itself, or may have waited on the server: that says too
   * little to set a clock by.
   */
  isDoubtful(stampMs: number): boolean;
  /** How far off the clock may be, either way; infinite before the first answer. */
  doubtMs(): number;
  /** Whether the clock may be further off than people should count down by, or has just been contradicted. */
  isVague(): boolean;
};

/** A keeper that knows nothing yet. */
export function clockKeeper(ports: Pick<ClientPorts, 'nowMs'>): ClockKeeper {
  let clock = unknownClock;
  /** Of the only `hello` that is unanswered; an answer that may be to another one says nothing about the time. */
  let helloSentAtMs: number | undefined;
  let hellosOut = 0;

  const nowMs = (): EpochMs => epochMs(Math.max(0, Math.round(ports.nowMs())));
  const takeTrip = (sentAtMs: number, answer: Answer): void => {
    const { receivedAtMs: serverReceivedAtMs, serverNowMs } = answer;
    clock = withRoundTrip(clock, { sentAtMs, receivedAtMs: nowMs(), serverReceivedAtMs, serverNowMs });
  };
  return {
    nowMs,
    serverNowMs() {
      const [readMs, next] = readClock(clock, nowMs());
      clock = next;
      return readMs;
    },
    onPong: takeTrip,
    onHello(isFirst) {
      hellosOut = isFirst ? 1 : hellosOut + 1;
      helloSentAtMs = hellosOut === 1 ? nowMs() : undefined;
    },
    onWelcome(answer) {
      if (helloSentAtMs !== undefined) takeTrip(helloSentAtMs, answer);
      helloSentAtMs = undefined;
      hellosOut = Math.max(0, hellosOut - 1);
    },
    doubtMs: () => clock.doubtMs,
    isVague: () => clock.contradicted || clock.doubtMs > clientLimits.clockDoubtMaxMs,
    isDoubtful: (stampMs) => isClockDoubtful(clock, stampMs, nowMs()),
  };
}
