import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { costReport } from '@gaveldrop/infra/cost/cost-report';
import { costTable } from '@gaveldrop/infra/cost/cost-table';
import { describe, expect, test } from 'vitest';
import { aSmallDrop, theExampleDrop } from './a-small-drop.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const cost = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'infra/src/cost/cost.ts'), ...args], { encoding: 'utf8' });

describe('the report', () => {
  test('services add up to the whole, and lines to services, as they are shown', () => {
    for (const inputs of [theExampleDrop, aSmallDrop]) {
      const { lines, services, totalDollars } = costReport(inputs);
      const cents = (dollars: number) => Math.round(dollars * 10_000);
      const sum = (all: readonly number[]) => all.reduce((before, one) => before + cents(one), 0);
      expect(sum(Object.values(services))).toBe(cents(totalDollars));
      for (const [service, dollars] of Object.entries(services))
        expect(sum(lines.filter((line) => line.service === service).map((line) => line.dollars))).toBe(
          cents(dollars),
        );
    }
  });

  test('for a thousand viewers it is a tenth of that for ten thousand', () => {
    const { totalDollars, dollarsPerThousandViewers } = costReport(theExampleDrop);
    expect(dollarsPerThousandViewers).toBeCloseTo(totalDollars / 10, 3);
  });

  test('the other way is what the same drop is reckoned to be in that way', () => {
    const inEvents = costReport({ ...theExampleDrop, broadcast: 'events' });
    const { otherWay } = costReport(theExampleDrop);
    expect(otherWay).toEqual({
      broadcast: 'events',
      totalDollars: inEvents.totalDollars,
      firstQuota: inEvents.quotas[0],
    });
    expect(inEvents.otherWay).toMatchObject({ broadcast: 'connections', totalDollars: 79.8512 });
  });
});

describe('npm run cost', () => {
  test('prints, for the example of the README, what the README shows', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const [, shown] = /## What a drop costs\n[\s\S]*?```text\n([\s\S]*?)\n```/.exec(readme) ?? [];
    expect(costTable(costReport(theExampleDrop))).toBe(shown);
    const printed = cost(
      ...['--viewers', '10000', '--bidders', '500', '--minutes', '60', '--bids-per-minute', '120'],
    );
    expect(printed.stdout.startsWith(`${shown}\n\nIt assumes:\n`)).toBe(true);
    expect(printed.status).toBe(0);
  });

  test('says what it assumes, what it leaves out, and where each price is from', () => {
    const { stdout } = cost();
    expect(stdout).toContain(
      '- A shard is meant for 250 connections; once they are half full there are twice as many, 64 at the most: 64 shards of 157.',
    );
    expect(stdout).toContain('It leaves out:\n- free tiers');
    expect(stdout).toContain(
      '- DynamoDB: $0.625 for 1,000,000 write units of 1 KB, on demand (airbyte.com/data-engineering-resources/dynamodb-pricing; 2025-07-21)',
    );
    expect(stdout).toContain('- 10,000 API Gateway requests a second');
  });

  test('--json is one object with the same figures', () => {
    const report = JSON.parse(cost('--json').stdout);
    expect(report).toEqual(JSON.parse(JSON.stringify(costReport(theExampleDrop))));
    expect(Object.keys(report)).toEqual([
      ...['drop', 'lines', 'services', 'totalDollars', 'dollarsPerThousandViewers', 'otherWay'],
      ...['quotas', 'assumptions', 'leftOut', 'prices'],
    ]);
  });

  test('--broadcast events has a table of its own, with the quotas of AppSync and without those of posts', () => {
    const { stdout } = cost('--broadcast', 'events');
    expect(stdout).toContain('told by AppSync events\n');
    expect(stdout).toContain('  deliveries to viewers                     66,524,902       66.5249\n');
    expect(stdout).toContain(
      'Told by posts to connections (--broadcast connections) it would cost 79.8512 in all, and meet its first quota at 1,897 viewers.\n',
    );
    expect(stdout).toContain('- 1,000,000 AppSync deliveries of events a second');
    expect(stdout).not.toContain('one message to all viewers');
    expect(cost().stdout).not.toContain('AppSync deliveries');
  });

  test('an argument that makes no sense ends it with 2 and is named', () => {
    const { status, stdout, stderr } = cost('--viewers', '0');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^--viewers must be from 1 to 10000000, not 0\n\nnpm run -s cost/);
  });
});
