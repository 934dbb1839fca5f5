import { epochMs, isUlid, ulidTimeMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { idMaker } from '../../../packages/client/src/id-maker.ts';

describe('ids', () => {
  test('two of one millisecond differ, and the later sorts after', () => {
    const makeId = idMaker(() => 0.5);
    const one = makeId(epochMs(1_772_366_400_000));
    const other = makeId(epochMs(1_772_366_400_000));
    expect(isUlid(one)).toBe(true);
    expect(other > one).toBe(true);
    expect(ulidTimeMs(other)).toBe(1_772_366_400_000);
  });

  test('carry the time given, also when it was corrected back', () => {
    const makeId = idMaker(() => 0.5);
    makeId(epochMs(1_772_370_000_000));
    expect(ulidTimeMs(makeId(epochMs(1_772_366_400_000)))).toBe(1_772_366_400_000);
  });
});
