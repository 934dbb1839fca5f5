import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  chained,
  exact,
  headOf,
  historyOf,
  lotId,
  opened,
  scheduled,
  sold,
  soldHistory,
} from './a-history.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const folder = mkdtempSync(join(tmpdir(), 'gaveldrop-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const verify = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'packages/verifier/src/verify.ts'), ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

const head = headOf(soldHistory.entries);
const sound = file('sound.json', soldHistory);
const changed = file('changed.json', {
  ...soldHistory,
  entries: chained(
    soldHistory.entries.map((entry) =>
      entry.sequence === 3 ? { ...entry, committedAtMs: 1_010_021 } : entry,
    ) as never,
  ),
});
const cheaper = file(
  'cheaper.json',
  historyOf(scheduled(), opened, exact(1, 1_000, ['leading', 1_000]), sold(2, 900)),
);

describe('npm run verify', () => {
  test('accepts a history that follows, and says what it could not check', () => {
    expect(verify(sound)).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        `lot 3 (${lotId}), sold to paddle 2 at 1250: ok`,
        '  checked: 5 entries and their chain',
        '  not checked: no head was given: the chain proves only that the entries fit each other, not that they are the ones committed',
        'accepted',
        '',
      ].join('\n'),
    });
    expect(verify(sound, '--head', head).stdout).toBe(
      `lot 3 (${lotId}), sold to paddle 2 at 1250: ok\n  checked: 5 entries and their chain, the head that was kept\naccepted\n`,
    );
  });

  test('rejects a changed one, given the head: on the command line, by lot, or in a file', {
    timeout: 90_000,
  }, () => {
    expect(verify(changed).status).toBe(0);
    const heads = file('heads.json', {
      lots: [{ lotId, sequence: 5, chainHead: head }, { lotId: soldHistory.dropId }],
    });
    for (const given of [`--head=${head.toUpperCase()}`, `--head=${lotId}=${head}`, `--heads=${heads}`]) {
      expect(verify(changed, given)).toMatchObject({ status: 1 });
      expect(verify(sound, given)).toMatchObject({ status: 0 });
    }
    expect(verify(changed, '--head', head).stdout).toContain('  sequence 5 [head] the history comes to ');
  });

  test('names by sequence what does not follow, in lines or as JSON', () => {
    expect(verify(cheaper).stdout).toContain(
      [
        `lot 3 (${lotId}), sold to paddle 1 at 1000: 2 found that cannot be`,
        '  sequence 4 [C7] sold to paddle 2, although paddle 1 led',
        '  sequence 4 [C7] sold at 900, although the price was 1000',
      ].join('\n'),
    );
    const { status, stdout } = verify(cheaper, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      accepted: false,
      lots: [
        {
          ...{ lotId, lotNumber: 3, entries: 4, status: 'sold', priceCents: 1_000 },
          problems: [
            { sequence: 4, rule: 'C7', message: 'sold to paddle 2, although paddle 1 led' },
            { sequence: 4, rule: 'C7', message: 'sold at 900, although the price was 1000' },
          ],
        },
      ],
    });
  });

  test('takes a history in pages, and several lots', () => {
    const { entries, ...rest } = soldHistory;
    const other = { ...soldHistory, lotId: soldHistory.dropId, lotNumber: 4 };
    const pages = [
      { ...rest, entries: entries.slice(0, 2), nextAfter: 2 },
      { ...rest, entries: entries.slice(2) },
    ];
    expect(verify(file('pages.json', pages)).status).toBe(0);
    const [first, second] = pages.map((page, at) => file(`page-${at}.json`, page));
    expect(verify(first ?? '', second ?? '', '--head', head).status).toBe(0);
    expect(verify(file('lots.json', [soldHistory, other])).stdout).toContain('lot 4');
    expect(verify(file('lots.json', [soldHistory, other]), '--head', head)).toMatchObject({
      status: 2,
      stderr: '--head: there are several lots here; say which as --head LOTID=HASH, or give --heads\n',
    });
  });

  test.each([
    ['no file', [], 'a history is needed: the file that was exported'],
    ['a file that is not there', ['/nowhere/history.json'], '/nowhere/history.json: cannot be read'],
    ['no JSON', [file('text.json', 'lot 3')], 'is not JSON'],
    ['no history', [file('other.json', { lots: [] })], 'entries: must be a list'],
    ['a lot without its id', [file('bare.json', { ...soldHistory, lotId: 'x' })], 'lotId: must be a ULID'],
    [
      'a page too few',
      [file('page.json', { ...soldHistory, nextAfter: 5 })],
      'nextAfter: the history of lot 3 goes on after 5',
    ],
    ['a head that is none', [sound, '--head', 'abc'], '--head: must be 64 hexadecimal characters'],
    ['a head without a value', [sound, '--head'], '--head needs a value'],
    ['an unknown flag', [sound, '--fast'], '"--fast" is not known here'],
    ['receipts that are none', [sound, '--receipts', sound], 'sound.json: receipts: Invalid input'],
    ['keys that are none', [sound, '--keys', sound], 'sound.json: keys: Invalid input'],
  ])('ends with 2 for %s, and says what is wrong', (_, args, message) => {
    const { status, stdout, stderr } = verify(...args);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('a field that an event cannot have is rejected where it stands, not as a whole', () => {
    const wrong = {
      ...soldHistory,
      entries: soldHistory.entries.with(3, { ...soldHistory.entries[3], sequence: 4, events: [{}] } as never),
    };
    const { status, stdout } = verify(file('wrong.json', wrong));
    expect(status).toBe(1);
    expect(stdout).toContain('sequence 4 [form] entries[3]: events[0].type: ');
  });
});
