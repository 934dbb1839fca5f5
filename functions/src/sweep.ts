import { sweepLots } from '@gaveldrop/saleroom';
import { closePorts } from './lots/close-ports.ts';
import { watched } from './watch/watched.ts';

const ports = closePorts();

/** Each minute: closes what lost nudges left open. */
export const handler = watched((): Promise<{ readonly swept: number }> => sweepLots(ports));
