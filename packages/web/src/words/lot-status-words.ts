import type { PublicLot } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';

/** How a lot stands, in a word. [L1] */
export function lotStatusWords(status: PublicLot['status']): string {
  switch (status) {
    case 'scheduled':
      return 'Scheduled';
    case 'open':
      return 'Open';
    case 'paused':
      return 'Paused';
    case 'sold':
      return 'Sold';
    case 'passed':
      return 'Passed';
    case 'withdrawn':
      return 'Withdrawn';
    default:
      return assertNever(status);
  }
}
