import { expect, test } from 'vitest';
import { synthesizeFixture } from './fixture-stack.ts';

/** An asset is named by the hash of its content, which changes with every line of a function. */
const masked = (text: string): string => text.replaceAll(/[0-9a-f]{64}/g, 'ASSET');

// What is deployed is what we meant: a change of the template shows here, resource by resource. When it is meant, write
// the file anew with `vitest run --root test infra/golden --update` and read the difference before committing it.
test('the template is the golden one', { timeout: 90_000 }, async () => {
  const { template } = synthesizeFixture();
  await expect(`${masked(JSON.stringify(template, null, 2))}\n`).toMatchFileSnapshot('template.golden.json');
});

test('the same sources give the same template, asset hashes included', { timeout: 90_000 }, () => {
  const [once, again] = [synthesizeFixture().template, synthesizeFixture().template];
  expect(again).toEqual(once);
});
