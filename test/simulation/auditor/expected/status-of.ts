import type { StoredLot } from '../../observation.ts';

/** Sold, passed and withdrawn are for ever. [L1] */
export const isOver = ({ status }: StoredLot): boolean =>
  status === 'sold' || status === 'passed' || status === 'withdrawn';

/** Open or paused: what counts against `lotsOpenMax`. [L2] */
export const isRunning = ({ status }: StoredLot): boolean => status === 'open' || status === 'paused';
