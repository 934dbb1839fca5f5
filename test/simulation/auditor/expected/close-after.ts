import type { Closing, StoredLot } from '../../observation.ts';

/** How long extension number `past + 1` is. [C3] */
function extensionMs(extension: Exclude<Closing['extension'], { mode: 'none' }>, past: number): number {
  const least = extension.minAmountMs ?? 0;
  let amountMs = Math.max(extension.amountMs, least);
  for (let count = 0; count < past; count += 1)
    amountMs = Math.max(least, Math.floor((amountMs * (extension.shrinkBp ?? 10_000)) / 10_000));
  return amountMs;
}

/** The close after a bid that extends, the same as before where it does not move. [C2] [C3] [C4] */
export function closeAfter(lot: StoredLot, { extension }: Closing, receivedAtMs: number): number | undefined {
  const { closesAtMs, latestCloseAtMs = Number.POSITIVE_INFINITY, extensions = 0 } = lot;
  if (closesAtMs === undefined || extension.mode === 'none') return closesAtMs;
  if (closesAtMs - receivedAtMs > extension.windowMs) return closesAtMs;
  const from = extension.mode === 'reset' ? receivedAtMs : closesAtMs;
  const wanted = Math.min(latestCloseAtMs, from + extensionMs(extension, extensions));
  return Math.max(closesAtMs, wanted);
}

/** The latest close there can be, from the first one; none where nothing caps it. [C4] */
export function latestCloseFrom({ extension }: Closing, firstCloseMs: number): number | undefined {
  if (extension.mode === 'none') return firstCloseMs;
  return extension.capMs === undefined ? undefined : firstCloseMs + extension.capMs;
}
