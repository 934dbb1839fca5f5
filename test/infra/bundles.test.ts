import { type FunctionName, functionNames, type Synthesized } from '@gaveldrop/infra';
import { describe, expect, test } from 'vitest';
import { synthesizeFixture } from './fixture-stack.ts';

type Metafile = Synthesized['bundles'];

/** The libraries with which a function speaks to AWS; what else they bring along is theirs. */
const clients = /node_modules\/@aws-sdk\/(client-[a-z0-9-]+|lib-[a-z0-9-]+)\//;

/** The SDK libraries that have code in a function's bundle; one that is only looked at and left out does not count. */
const clientsIn = (metafile: Metafile, name: string): string[] => {
  const output = Object.entries(metafile.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`))?.[1];
  if (output === undefined) throw new Error(`there is no bundle of ${name}`);
  const found = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => clients.exec(path)?.[1]);
  return [...new Set(found)].filter((client) => client !== undefined).sort();
};

/** What each function has business with. More would cost every cold start its time. */
const mayHold: Record<FunctionName, string[]> = {
  authorize: ['client-dynamodb', 'lib-dynamodb'],
  connect: [],
  disconnect: ['client-dynamodb', 'lib-dynamodb'],
  hello: ['client-dynamodb', 'lib-dynamodb'],
  ping: ['client-dynamodb', 'lib-dynamodb'],
  // The bid path stays on the low-level client, and posts nothing itself; its pulses are signed here.
  bid: ['client-dynamodb', 'client-secrets-manager'],
  lot: ['client-dynamodb', 'client-sqs', 'lib-dynamodb'],
  unknown: [],
  record: ['client-dynamodb', 'lib-dynamodb'],
  settle: ['client-dynamodb', 'lib-dynamodb'],
  // It signs its posts itself.
  broadcast: ['client-dynamodb', 'lib-dynamodb'],
  close: ['client-dynamodb', 'client-sqs', 'lib-dynamodb'],
  sweep: ['client-dynamodb', 'client-sqs', 'lib-dynamodb'],
  http: [
    'client-apigatewaymanagementapi',
    'client-dynamodb',
    'client-secrets-manager',
    'client-sqs',
    'lib-dynamodb',
  ],
};

describe('bundles', () => {
  const { bundles } = synthesizeFixture();

  test.each(functionNames)('%s holds no SDK library that it has no business with', (name) => {
    expect(clientsIn(bundles, name).filter((client) => !mayHold[name].includes(client))).toEqual([]);
  });

  test('that of bids is small enough to start while a bidder waits', () => {
    const [, output] =
      Object.entries(bundles.outputs).find(([path]) => path.endsWith('/bid/index.mjs')) ?? [];
    expect(output?.bytes).toBeGreaterThan(100_000);
    expect(output?.bytes).toBeLessThan(350_000);
  });

  test.each(functionNames)(
    '%s does not import plain HTTP, which takes as long to load as all the rest',
    (name) => {
      const [, output] =
        Object.entries(bundles.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
      const imported = output?.imports
        .filter(({ kind }) => kind === 'import-statement')
        .map(({ path }) => path);
      // Were it imported, it would stand here, as the same for TLS does.
      if (mayHold[name].includes('client-dynamodb')) expect(imported).toContain('node:https');
      expect(imported).not.toContain('node:http');
    },
  );

  test('there is one bundle a function, and nothing else', () => {
    expect(
      Object.keys(bundles.outputs)
        .map((path) => path.split('/').slice(-2).join('/'))
        .sort(),
    ).toEqual([
      'authorize/index.mjs',
      'bid/index.mjs',
      'broadcast/index.mjs',
      'close/index.mjs',
      'connect/index.mjs',
      'disconnect/index.mjs',
      'hello/index.mjs',
      'http/index.mjs',
      'lot/index.mjs',
      'ping/index.mjs',
      'record/index.mjs',
      'settle/index.mjs',
      'sweep/index.mjs',
      'unknown/index.mjs',
    ]);
  });

  test('the finder of libraries finds those that left code, and only those', () => {
    const input = (bytesInOutput: number) => ({ bytesInOutput });
    const output = {
      bytes: 30,
      imports: [],
      exports: ['handler'],
      inputs: {
        'functions/src/bid.ts': input(10),
        'node_modules/@aws-sdk/client-sqs/dist-es/index.js': input(10),
        'node_modules/@aws-sdk/lib-dynamodb/dist-es/index.js': input(10),
        'node_modules/@aws-sdk/client-dynamodb/dist-es/index.js': input(0),
        'node_modules/@aws-sdk/core/dist-es/index.js': input(10),
      },
    };
    expect(clientsIn({ inputs: {}, outputs: { '../tmp/bid/index.mjs': output } }, 'bid')).toEqual([
      'client-sqs',
      'lib-dynamodb',
    ]);
  });
});
