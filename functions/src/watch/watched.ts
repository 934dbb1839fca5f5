import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { isFault } from '@gaveldrop/saleroom';

const metrics = emfMetrics(systemClock());

/** Counts what was thrown if it is no fault of the world: a belief of ours was wrong, and the alarm rings. */
export function countBug(thrown: unknown): void {
  if (!isFault(thrown)) metrics.count('bug');
}

/** A handler whose bugs are counted; whatever it throws is thrown on. */
export const watched =
  <Given extends readonly unknown[], Answer>(handler: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<Answer> => {
    try {
      return await handler(...given);
    } catch (thrown) {
      countBug(thrown);
      throw thrown;
    }
  };
