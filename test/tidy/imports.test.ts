import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = dirname(dirname(import.meta.dirname));

/** What each part may import of the others; `types` only where it says so. Arrows point at what is imported. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'packages/units': [],
  'packages/bidding': ['units'],
  'packages/settlement': ['units', 'bidding:types'],
  'packages/protocol': ['units', 'bidding:types'],
  'packages/saleroom': ['units', 'bidding', 'settlement', 'protocol'],
  'packages/adapters': [
    'units',
    'bidding:types',
    'bidding',
    'settlement:types',
    'settlement',
    'protocol',
    'saleroom',
  ],
  'packages/client': ['units', 'protocol'],
  'packages/web': ['units', 'protocol', 'client'],
  'packages/local': ['adapters/names'],
  'packages/rehearsal': ['units', 'protocol', 'client'],
  'packages/verifier': ['units', 'bidding', 'settlement', 'protocol'],
  functions: ['units', 'protocol', 'settlement', 'saleroom', 'adapters'],
  infra: ['adapters/names'],
};

/** Packages that only these may import. */
const reserved: readonly (readonly [pattern: RegExp, parts: readonly string[]])[] = [
  [/^@aws-sdk\//, ['packages/adapters', 'packages/local', 'test']],
  [/^aws-cdk-lib|^constructs$/, ['infra', 'test']],
  [/^preact|^vite$|^@preact\/|^oauth4webapi$/, ['packages/web']],
  [/^hono/, ['functions', 'packages/local']],
  [/^zod/, ['packages/protocol']],
  [/^fauxqs|^oidc-provider$|^jose$/, ['packages/local', 'test']],
];

const pure = ['units', 'bidding', 'settlement', 'protocol', 'saleroom', 'client'].map(
  (name) => `packages/${name}`,
);

/** Where clocks and randomness come from: they are these files' job. */
const clockOwners = [
  /^packages\/adapters\/src\/aws\/system-(clock|chance)\.ts$/,
  /^packages\/local\//,
  /^packages\/rehearsal\//,
  /^packages\/web\/src\/app\/(device-clock|browser-socket)\.ts$/,
  /^infra\//,
];

type Source = { readonly path: string; readonly part: string; readonly text: string };

function sourcesOf(part: string): readonly Source[] {
  const folder = join(root, part, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      path: relative(root, join(folder, name)),
      part,
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}

const sources = Object.keys(arrows).flatMap(sourcesOf);

/** Every module a source imports, and whether only for its types. */
function importsOf(text: string): readonly { readonly from: string; readonly typesOnly: boolean }[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...found].map(([, types, statement, call]) => ({
    from: statement ?? call ?? '',
    typesOnly: types !== undefined,
  }));
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');

function arrowsBroken({ path, part, text }: Source): readonly string[] {
  const allowed = arrows[part] ?? [];
  return importsOf(text).flatMap(({ from, typesOnly }) => {
    const [, name] = /^@gaveldrop\/(.+)$/.exec(from) ?? [];
    if (name === undefined) return [];
    const [target = ''] = name.split('/');
    const fine =
      allowed.includes(target) ||
      allowed.includes(name) ||
      (typesOnly && allowed.includes(`${target}:types`));
    return fine ? [] : [`${path} imports ${from}`];
  });
}

describe('[tidy] the arrows between parts', () => {
  test('no part imports another against the arrows', () => {
    expect(sources.flatMap(arrowsBroken)).toEqual([]);
  });

  test('the check sees an import against the arrows, and a value import where only types may come', () => {
    const text =
      "import { decideBid } from '@gaveldrop/bidding';\nimport type { Lot } from '@gaveldrop/bidding';";
    expect(arrowsBroken({ path: 'x.ts', part: 'packages/protocol', text })).toEqual([
      'x.ts imports @gaveldrop/bidding',
    ]);
    expect(arrowsBroken({ path: 'x.ts', part: 'packages/units', text })).toHaveLength(2);
  });

  test('a library stays with the parts it is for', () => {
    const strays = sources.flatMap(({ path, part, text }) =>
      importsOf(text)
        .filter(({ from }) =>
          reserved.some(([pattern, parts]) => pattern.test(from) && !parts.includes(part)),
        )
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(strays).toEqual([]);
  });

  test('the pure parts import nothing of Node', () => {
    const strays = sources
      .filter(({ part }) => pure.includes(part))
      .flatMap(({ path, text }) =>
        importsOf(text)
          .filter(({ from }) => from.startsWith('node:'))
          .map(({ from }) => `${path} imports ${from}`),
      );
    expect(strays).toEqual([]);
  });

  test('every package import is declared by the part that makes it', () => {
    const undeclared = sources.flatMap(({ path, part, text }) => {
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, part, 'package.json'), 'utf8'));
      return importsOf(text).flatMap(({ from }) => {
        if (from.startsWith('.') || from.startsWith('node:')) return [];
        const name = from
          .split('/')
          .slice(0, from.startsWith('@') ? 2 : 1)
          .join('/');
        return name in dependencies ? [] : [`${path} imports ${name}`];
      });
    });
    expect(undeclared).toEqual([]);
  });

  test('every declared dependency is used by the part that declares it', () => {
    const unused = [...Object.keys(arrows), 'test'].flatMap((part) => {
      const { dependencies = {} } = JSON.parse(readFileSync(join(root, part, 'package.json'), 'utf8'));
      const files = readdirSync(join(root, part), { recursive: true, encoding: 'utf8' });
      const texts = files
        .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('node_modules'))
        .map((name) => readFileSync(join(root, part, name), 'utf8'));
      return Object.keys(dependencies)
        .filter((name) => !name.startsWith('@types/') && !texts.some((text) => text.includes(`'${name}`)))
        .map((name) => `${part} declares ${name}`);
    });
    expect(unused).toEqual([]);
  });

  /** What an independent auditor may not see: the rules it looks after, and whatever could hand them on. */
  function leaningImports(path: string, text: string): readonly string[] {
    const own = /^test\/simulation\/(auditor\/|observation\.ts$)/;
    return importsOf(text)
      .map(({ from }) => from)
      .filter((from) => !from.startsWith('.') || !own.test(join(dirname(path), from)))
      .map((from) => `${path} imports ${from}`);
  }

  test('the auditor of the simulation shares nothing with what it audits, not even types', () => {
    const folder = join(root, 'test/simulation');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^(auditor\/.*|observation)\.ts$/.test(name))
      .map((name) => join('test/simulation', name));
    expect(names.length).toBeGreaterThan(30);
    const strays = names.flatMap((path) => leaningImports(path, readFileSync(join(root, path), 'utf8')));
    expect(strays).toEqual([]);
  });

  test('the check sees an auditor that leans on the rules, or on the engine beside it', () => {
    const text = "import type { Lot } from '@gaveldrop/bidding';\nimport { world } from '../world.ts';";
    expect(leaningImports('test/simulation/auditor/x.ts', text)).toEqual([
      'test/simulation/auditor/x.ts imports @gaveldrop/bidding',
      'test/simulation/auditor/x.ts imports ../world.ts',
    ]);
    expect(leaningImports('test/simulation/auditor/x.ts', "import '../observation.ts';")).toEqual([]);
  });

  test('no relative import leaves its part', () => {
    const strays = sources.flatMap(({ path, part, text }) =>
      importsOf(text)
        .filter(({ from }) => from.startsWith('.'))
        .filter(({ from }) => !join(dirname(path), from).startsWith(`${part}/`))
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(strays).toEqual([]);
  });
});

describe('[tidy] clocks and chance', () => {
  const reads = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b/;

  test('nobody reads a clock or chance but the files whose job it is', () => {
    const strays = sources
      .filter(({ path }) => !clockOwners.some((owner) => owner.test(path)))
      .filter(({ text }) => reads.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  test('nobody reads the environment but the configuration and what runs the machine', () => {
    const owners = [
      /^packages\/adapters\/src\/function-config\.ts$/,
      /^packages\/(local|rehearsal)\//,
      /^infra\//,
    ];
    const strays = sources
      .filter(({ path }) => !owners.some((owner) => owner.test(path)))
      .filter(({ text }) => /\bprocess\.env\b/.test(withoutComments(text)))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });
});

describe('[tidy] files', () => {
  test('no file has a name that says nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|common|shared|types|managers?)\.tsx?$/;
    expect(sources.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
  });

  test('functions are under 60 lines each', () => {
    const long = sources
      .filter(({ path }) => /^functions\/src\/[^/]+\.ts$/.test(path))
      .filter(({ text }) => text.split('\n').length > 60)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('no loose typing and no loose ends', () => {
    const loose = /\bas any\b|: any\b|@ts-ignore|@ts-expect-error|\bTODO\b|\bFIXME\b/;
    expect(sources.filter(({ text }) => loose.test(withoutComments(text))).map(({ path }) => path)).toEqual(
      [],
    );
  });
});
