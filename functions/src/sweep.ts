import { sweepLots } from '@gaveldrop/saleroom';
import { closePorts } from './lots/close-ports.ts';

const ports = closePorts();

/** Each minute: closes what lost nudges left open. */
export const handler = (): Promise<{ readonly swept: number }> => sweepLots(ports);
