import type { CommandOf } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';

/** A button of the console. */
export type LotCommandChoice = {
  readonly command: CommandOf['command'];
  readonly label: string;
  readonly look: string;
};

const open: LotCommandChoice = { command: 'open', label: 'Open', look: 'button-main' };
const hammer: LotCommandChoice = { command: 'hammer', label: 'Hammer', look: 'button-main' };
const pause: LotCommandChoice = { command: 'pause', label: 'Pause', look: '' };
const resume: LotCommandChoice = { command: 'resume', label: 'Resume', look: 'button-main' };
const withdraw: LotCommandChoice = { command: 'withdraw', label: 'Withdraw…', look: 'button-danger' };

/** The commands that make sense for a lot in this state; none once it is final. */
export function commandsFor(status: PublicLot['status']): readonly LotCommandChoice[] {
  switch (status) {
    case 'scheduled':
      return [open, withdraw];
    case 'open':
      return [hammer, pause, withdraw];
    case 'paused':
      return [resume, withdraw];
    case 'sold':
    case 'passed':
    case 'withdrawn':
      return [];
    default:
      return assertNever(status);
  }
}
