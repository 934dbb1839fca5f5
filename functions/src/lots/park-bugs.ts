import { isFault, parkChange, type RecordPorts } from '@gaveldrop/saleroom';
import { countBug } from '../watch/watched.ts';
import { placeInStream } from './place-in-stream.ts';
import type { StreamRecord } from './stream-event.ts';

/**
 * A handler of changes whose bugs are counted and parked with the change they met, so that it is kept and holds up no other.
 * A fault of the world is thrown on: the change comes again.
 */
export const parkBugs =
  (ports: Pick<RecordPorts, 'metrics' | 'history'>, handle: (change: StreamRecord) => Promise<void>) =>
  async (change: StreamRecord): Promise<void> => {
    try {
      await handle(change);
    } catch (thrown) {
      if (isFault(thrown)) throw thrown;
      console.error(thrown);
      countBug(thrown);
      await parkChange(ports, placeInStream(change), JSON.stringify(change), String(thrown));
    }
  };
