import { bytesToUlid, type LotId, type Sequence, sequence } from '@gaveldrop/units';
import type { StreamRecord } from './stream-event.ts';

/** Which lot and which change a record is about, read from what even a broken image has. */
export function placeInStream({ dynamodb }: StreamRecord): { lotId: LotId; sequence: Sequence } {
  const key = dynamodb.Keys.lotId?.B;
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : key;
  const at = Number(dynamodb.NewImage?.sequence?.N ?? '0');
  return {
    lotId: bytesToUlid(bytes ?? new Uint8Array(16)) as LotId,
    sequence: sequence(Number.isSafeInteger(at) && at > 0 ? at : 0),
  };
}
