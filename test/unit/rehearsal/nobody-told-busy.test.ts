import { expect, test } from 'vitest';
import { nobodyToldBusy } from '../../../packages/rehearsal/src/checks/nobody-told-busy.ts';
import { soundEvidence, withPerson } from './sound-evidence.ts';

test('holds when nobody was told busy; one answer is enough for it not to', () => {
  expect(nobodyToldBusy(soundEvidence)).toEqual({ name: 'nobody was told busy', held: true, problems: [] });
  expect(nobodyToldBusy(withPerson('bidder 2', { busyAnswers: 2 }))).toEqual({
    name: 'nobody was told busy',
    held: false,
    problems: ['bidder 2 was told busy 2 times'],
  });
});
