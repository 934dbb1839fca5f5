import { defineConfig } from 'vitest/config';

/** Tests lie in folders by the kind of evidence they are; a file is a test when its name says so. */
export default defineConfig({
  test: { include: ['**/*.test.ts'], testTimeout: 20_000 },
});
