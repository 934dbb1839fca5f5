import { expect, test } from 'vitest';
import { followHints } from '../../../packages/web/src/app/follow-hints.ts';

class SeenDocument extends EventTarget {
  visibilityState = 'visible';
  turn(to: 'visible' | 'hidden'): void {
    this.visibilityState = to;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

class Window extends EventTarget {
  readonly navigator = { onLine: true };
}

const followed = (visibilityState: 'visible' | 'hidden', onLine = true) => {
  const [window, document, hints] = [new Window(), new SeenDocument(), [] as string[]];
  window.navigator.onLine = onLine;
  document.visibilityState = visibilityState;
  const leave = followHints({ hint: (hint) => hints.push(hint) }, { window, document });
  return { window, document, hints, leave };
};

test('a client is told of network and eyes as they come and go', () => {
  const { window, document, hints } = followed('visible');
  window.dispatchEvent(new Event('offline'));
  document.turn('hidden');
  window.dispatchEvent(new Event('online'));
  document.turn('visible');
  expect(hints).toEqual(['offline', 'hidden', 'online', 'visible']);
});

test('a page that is opened in the background says so first', () => {
  expect(followed('hidden').hints).toEqual(['hidden']);
});

test('a page that is opened without a network says so first', () => {
  expect(followed('visible', false).hints).toEqual(['offline']);
});

test('nothing is told once it is left', () => {
  const { window, document, hints, leave } = followed('visible');
  leave();
  window.dispatchEvent(new Event('online'));
  window.dispatchEvent(new Event('offline'));
  document.turn('hidden');
  expect(hints).toEqual([]);
});
