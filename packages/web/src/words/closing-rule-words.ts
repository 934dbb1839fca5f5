import type { PublicLot } from '@gaveldrop/protocol';
import { durationWords } from './duration-words.ts';

type Closing = PublicLot['closing'];

/**
 * What moves this lot's close, said before anyone bids. [C1] to [C4] [C11]
 * @param latestCloseText the latest close as a time of day, where there is one.
 */
export function closingRuleWords(closing: Closing, latestCloseText?: string): string {
  const { extension } = closing;
  const byHammer = closing.durationMs === undefined ? 'Ends when the auctioneer calls the hammer. ' : '';
  if (extension.mode === 'none') return `${byHammer}A late bid does not move the close.`;
  const window = durationWords(extension.windowMs);
  const amount = durationWords(extension.amountMs);
  const moves =
    extension.mode === 'reset'
      ? `A bid in the last ${window} sets the clock back to ${amount}`
      : `A bid in the last ${window} adds ${amount}`;
  return `${byHammer}${moves}${shrinkWords(extension)}${capWords(extension, latestCloseText)}.`;
}

type Moving = Exclude<Closing['extension'], { mode: 'none' }>;

function shrinkWords({ shrinkBp, minAmountMs }: Moving): string {
  if (shrinkBp === undefined || shrinkBp === 10_000) return '';
  const least = minAmountMs === undefined ? '' : `, never less than ${durationWords(minAmountMs)}`;
  return `, each time ${shrinkBp / 100} % of the time before${least}`;
}

function capWords({ capMs }: Moving, latestCloseText: string | undefined): string {
  if (latestCloseText !== undefined) return `; ends by ${latestCloseText} at the latest`;
  if (capMs !== undefined) return `; at most ${durationWords(capMs)} longer in all`;
  return '';
}
