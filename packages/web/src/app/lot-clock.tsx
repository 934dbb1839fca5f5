import { type PublicLot, phaseOf } from '@gaveldrop/protocol';
import type { EpochMs } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { clockText } from '../words/clock-text.ts';
import { lotStatusWords } from '../words/lot-status-words.ts';
import { phaseWords } from '../words/phase-words.ts';
import { useServerNow } from './use-server-now.ts';

/** A tenth of a second, as fine as the clock is shown. */
const tickMs = 100;

type LotClockProps = { readonly lot: PublicLot; readonly serverNowMs: () => EpochMs };

/** The time a lot has left by the server's clock, and its phase in words. [C9] */
export function LotClock({ lot, serverNowMs }: LotClockProps): VNode {
  const nowMs = useServerNow(serverNowMs, tickMs);
  const { time, words, look } = faceOf(lot, nowMs);
  return (
    <div class={`clock ${look}`}>
      <span class="clock-time figures" role="timer">
        {time}
      </span>
      <span class="clock-words" aria-live="polite">
        {words}
      </span>
    </div>
  );
}

type Face = { readonly time: string; readonly words: string; readonly look: string };

function faceOf(lot: PublicLot, nowMs: EpochMs): Face {
  const phase = phaseOf(lot, nowMs);
  if (phase === undefined) return stillFace(lot);
  if (lot.closesAtMs === undefined) return { time: 'Open', words: 'Until the hammer', look: 'clock-open' };
  const leftMs = lot.closesAtMs - nowMs;
  return {
    time: clockText(leftMs, phase),
    words: phaseWords(phase, leftMs, lot.closing.fairWarningMs),
    look: `clock-${phase}`,
  };
}

function stillFace(lot: PublicLot): Face {
  const words = lotStatusWords(lot.status);
  if (lot.status === 'scheduled') return { time: 'Next', words: 'Not open yet', look: 'clock-still' };
  if (lot.status === 'paused' && lot.remainingMs !== undefined)
    return { time: clockText(lot.remainingMs, 'open'), words, look: 'clock-still' };
  return { time: words, words: lot.outcome === undefined ? '' : 'Bidding is over', look: 'clock-still' };
}
