import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Where lots are committed from. */
const committers = ['packages/saleroom/src', 'packages/adapters/src', 'functions/src'];

test('[L3] every state of a lot is made where its history is hashed, and nowhere else', () => {
  const makers = committers
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /\b(applyLotChange|applyLotEvent|scheduledLot)\b/.test(readFileSync(join(root, file), 'utf8')),
    );
  expect(makers).toEqual(['packages/saleroom/src/sealed-change.ts']);
});
