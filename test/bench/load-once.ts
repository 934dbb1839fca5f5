// `load-once.ts FILE`: loads a module in this process, which has loaded nothing else, and prints the milliseconds it took.

const [file = ''] = process.argv.slice(2);
const startedMs = performance.now();
try {
  await import(file);
  const tookMs = performance.now() - startedMs;
  process.stdout.write(`${tookMs}\n`, () => process.exit(0));
} catch (thrown) {
  // Only what it says: Node would print the line it was thrown in, which of a bundle is most of it.
  process.stderr.write(`${thrown}\n`, () => process.exit(1));
}
