import type { Phase } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The time left for people: tenths of a second from the climax on, whole seconds before. It is rounded up, so that
 * nothing left reads as zero only once it is. [C9]
 */
export function clockText(leftMs: number, phase: Phase): string {
  switch (phase) {
    case 'open':
      return wholeSeconds(leftMs);
    case 'climax':
    case 'fair-warning':
      return inTenths(leftMs);
    case 'closing':
      return '0.0';
    default:
      return assertNever(phase);
  }
}

function inTenths(leftMs: number): string {
  const tenths = Math.max(0, Math.ceil(leftMs / 100));
  const seconds = Math.floor(tenths / 10);
  if (seconds < 60) return `${seconds}.${tenths % 10}`;
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}.${tenths % 10}`;
}

function wholeSeconds(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
