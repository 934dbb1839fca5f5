import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunnerRefusal } from '@gaveldrop/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStartOptions } from '../../packages/local/src/start-options.ts';
import { readArguments } from '../../packages/rehearsal/src/read-arguments.ts';
import { openSaleroom, readTemplate } from './open-saleroom.ts';
import { type Ran, runScript } from './run-script.ts';

const start = 'packages/local/src/start.ts';
const rehearse = 'packages/rehearsal/src/rehearse.ts';
const vectors = 'test/vectors/run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-refusals-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** It ended with this code, said this to people, nothing to programs, and showed nobody its stack. */
function expectRefusal({ code, stdout, stderr }: Ran, expectedCode: number, said: RegExp): void {
  expect(stderr).toMatch(said);
  expect([code, stdout]).toEqual([expectedCode, '']);
  expect(stderr).not.toMatch(/^\s+at /m);
}

describe('the saleroom', () => {
  let taken: Server;
  let port = 0;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
    port = (taken.address() as { port: number }).port;
  });
  afterAll(() => {
    taken.close();
  });

  test('names a port that is in use, and how to choose another', async () => {
    const ran = await runScript(start, ['--memory', '--json', '--port', String(port)]);
    expectRefusal(
      ran,
      1,
      new RegExp(`^port ${port} for the web site is in use: choose others with --port N`, 'm'),
    );
  });

  test('without Java says what to install, and what else would do', async () => {
    const ran = await runScript(start, ['--memory', '--json', '--port', '0'], {
      PATH: folder,
      JAVA_HOME: undefined,
      DYNAMODB_ENDPOINT: undefined,
    });
    expectRefusal(ran, 1, /needs Java and `java` does not run: install Java 11 or newer .*DYNAMODB_ENDPOINT/);
  });

  test.each([
    ['nobody', 'http://127.0.0.1:9', /no DynamoDB answers at DYNAMODB_ENDPOINT, http:\/\/127\.0\.0\.1:9/],
    ['no address', 'dynamo', /DYNAMODB_ENDPOINT is no address: dynamo/],
  ])('finds %s at DYNAMODB_ENDPOINT', async (_, endpoint, said) => {
    const ran = await runScript(start, ['--memory', '--json', '--port', '0'], {
      DYNAMODB_ENDPOINT: endpoint,
    });
    expectRefusal(ran, 1, said);
  });

  test.each([
    [['--port', 'many'], /^--port must be 0 to 65530, not many$/m],
    [['--colour'], /Unknown option '--colour'/],
  ])('%j is refused by name', async (args, said) => {
    expectRefusal(await runScript(start, args), 1, said);
  });

  test.each([
    [['--port', '65531'], /^--port must be 0 to 65530, not 65531$/],
    [['--port', '-1'], /--port/],
    [['--port', '1.5'], /^--port must be 0 to 65530, not 1\.5$/],
    [['--port', ''], /^--port must be/],
    [['--port'], /--port/],
    [['--memory=yes'], /--memory/],
    [['now'], /Unexpected argument 'now'/],
  ])('%j is refused by name', (args, said) => {
    expect(() => readStartOptions(args)).toThrow(said);
  });

  test('names every resource whose type it does not know, before anything starts', async () => {
    const template = readTemplate();
    const Resources = {
      ...template.Resources,
      Cache: { Type: 'AWS::ElastiCache::CacheCluster' },
      Mail: { Type: 'AWS::SES::Template' },
    };
    const refused = openSaleroom({ template: { ...template, Resources } });
    await expect(refused).rejects.toThrow(RunnerRefusal);
    await expect(refused).rejects.toThrow(
      /of a type that the local runner does not know: Cache \(AWS::ElastiCache::CacheCluster\), Mail \(AWS::SES::Template\)$/,
    );
  });
});

describe('the vectors', () => {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('a file that is not there', async () => {
    const ran = await runScript(vectors, ['missing.json']);
    expectRefusal(ran, 2, /^missing\.json: .*no such file/m);
  });

  test('a folder', async () => {
    expectRefusal(await runScript(vectors, [folder]), 2, /gaveldrop-refusals-\w+: EISDIR/);
  });

  test.each([
    ['no JSON', '[{"kind":', /no-JSON\.json: .*JSON/],
    ['no list', '{"kind":"lot"}', /no-list\.json: must be a JSON array of cases/],
    ['a case of no kind', '[{"name":"x"}]', /a-case-of-no-kind\.json: case 1: kind must be/],
    [
      'a case of another kind',
      '[{"kind":"raffle","name":"x"}]',
      /a-case-of-another-kind\.json: case 1: kind must be 'asking-price', 'lot' or 'settlement', not "raffle"/,
    ],
    ['a case that is null', '[null]', /a-case-that-is-null\.json: case 1: /],
    ['a case without its fields', '[{"kind":"asking-price"}]', /without-its-fields\.json: case 1: \S+/],
  ])('%s', async (what, text, said) => {
    const path = file(`${what.replaceAll(' ', '-')}.json`, text);
    expectRefusal(await runScript(vectors, [path]), 2, said);
  });

  test('a flag we do not know', async () => {
    expectRefusal(await runScript(vectors, ['--colour']), 2, /--colour/);
  });
});

describe('the rehearsal', () => {
  test.each([
    [['--lots', '0'], /^--lots must be from 1 to \d+, not 0$/m],
    [
      ['--colour'],
      /^"--colour" is not known here; known are --lots, --bidders, --seed, --export, --json, --help$/m,
    ],
  ])('%j is refused by name', async (args, said) => {
    expectRefusal(await runScript(rehearse, args), 2, said);
  });

  test.each([
    [['--lots', '1.5'], '--lots must be a whole number, not "1.5"'],
    [['--bidders', '-3'], '--bidders must be from 1 to 500, not -3'],
    [['--bidders', 'all'], '--bidders must be a whole number, not "all"'],
    [['--bidders', '100000'], '--bidders must be from 1 to 500, not 100000'],
    [['--seed', '1e3'], '--seed must be a whole number, not "1e3"'],
    [['--seed'], '--seed needs a whole number'],
    [['--lots', '--json'], '--lots needs a whole number'],
    [['--lots', '2', '--lots', '3'], '--lots is given twice'],
    [['--json=yes'], '--json takes no value'],
  ])('%j is refused by name', (args, message) => {
    expect(readArguments(args)).toEqual({ kind: 'invalid', message });
  });

  test('says what its saleroom said when that does not start', async () => {
    const ran = await runScript(rehearse, ['--lots', '1', '--bidders', '1'], { DYNAMODB_ENDPOINT: 'dynamo' });
    expectRefusal(ran, 1, /DYNAMODB_ENDPOINT is no address: dynamo/);
    expect(ran.stderr).toMatch(/the saleroom did not start/);
  });
});
