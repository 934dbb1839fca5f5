import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultKind, fault } from '@gaveldrop/saleroom';
import { type RequestFailure, requestFailure } from './request-failure.ts';

/** A read that failed is only unavailable: it cannot have changed anything. */
const readFault = (failure: RequestFailure): FaultKind =>
  failure === 'throttled' ? 'throttled' : 'unavailable';

const writeFault = (failure: RequestFailure): FaultKind =>
  failure === 'unsent' || failure === 'refused' ? 'unavailable' : failure;

async function tryAgain<T>(
  what: string,
  waitsMs: readonly number[],
  operation: () => Promise<T>,
  faultKind: (failure: RequestFailure) => FaultKind,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await operation();
    } catch (thrown) {
      const failure = requestFailure(thrown);
      if (failure === undefined) throw thrown;
      const waitMs = waitsMs[attempt];
      if (waitMs === undefined) throw fault(faultKind(failure), `cannot ${what}`, thrown);
      await sleep(waitMs);
    }
  }
}

/** Reads, and reads again after each wait. @throws a `Fault` saying what could not be done. */
export const readAgain = <T>(
  what: string,
  waitsMs: readonly number[],
  operation: () => Promise<T>,
): Promise<T> => tryAgain(what, waitsMs, operation, readFault);

/** Writes what does no harm when written twice, again after each wait. @throws a `Fault` saying what could not be done. */
export const writeAgain = <T>(
  what: string,
  waitsMs: readonly number[],
  operation: () => Promise<T>,
): Promise<T> => tryAgain(what, waitsMs, operation, writeFault);

/** Writes once. @throws a `Fault` saying what could not be done. */
export const writeOnce = <T>(what: string, operation: () => Promise<T>): Promise<T> =>
  tryAgain(what, [], operation, writeFault);
