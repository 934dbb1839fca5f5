import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

/** They hold something to a time as people feel it, which tests beside them would take from them. */
const timed = ['saleroom/tunnel.test.ts', 'saleroom/feed-phones.test.ts'];

/**
 * Tests lie in folders by the kind of evidence they are; a file is a test when its name says so.
 * Contracts have a project of their own, because only they need the database and the queues started; so have tests of the
 * whole saleroom, because only they need the stack synthesized, and more time.
 */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    // One more than there are processors on a small machine: the longest of the tests mostly waits.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['**/*.test.ts'],
          exclude: ['contract/**', 'fuzz/**', 'saleroom/**', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['{contract,fuzz}/**/*.test.ts'],
          globalSetup: ['contract/start-emulators.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'saleroom',
          include: ['saleroom/**/*.test.ts'],
          exclude: timed,
          globalSetup: ['saleroom/synthesize-once.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: timed,
          globalSetup: ['saleroom/synthesize-once.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // After all others, one at a time.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
