import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Everything there is, one step after another, each with what it took. A step that fails does not hide the next.

const root = dirname(import.meta.dirname);

/** Where the rehearsal leaves what the verifier then reads. */
const exported = join(tmpdir(), `gaveldrop-exported-${process.pid}`);

type Step = { readonly name: string; readonly command: readonly string[] };

const typed = [
  '.',
  ...['units', 'bidding', 'settlement', 'protocol', 'saleroom', 'client', 'web'].map(
    (name) => `packages/${name}`,
  ),
];

const steps: readonly Step[] = [
  ...typed.map((project) => ({ name: `types ${project}`, command: ['tsc', '-p', project] })),
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'vectors', command: ['node', 'test/vectors/run.ts'] },
  {
    // Tidy, unit, property, contract, infra, browser and whole-saleroom tests, side by side.
    name: 'tests',
    command: ['vitest', 'run', '--root', 'test', '--reporter', 'dot'],
  },
  {
    name: 'rehearsal',
    command: [
      ...['node', 'packages/rehearsal/src/rehearse.ts', '--lots', '2', '--bidders', '20', '--seed', '1'],
      ...['--export', exported],
    ],
  },
  {
    name: "rehearsal's histories",
    command: [
      ...['node', 'packages/verifier/src/verify.ts'],
      ...['lot-1.json', 'lot-2.json'].map((name) => join(exported, name)),
      ...['heads', 'receipts', 'keys'].flatMap((name) => [`--${name}`, join(exported, `${name}.json`)]),
    ],
  },
  {
    // A small one: each kind of function instance and process is killed once.
    name: 'chaos',
    command: [
      ...['node', 'test/chaos/chaos.ts', '--lots', '1', '--bidders', '10'],
      ...['--kills', '9', '--seed', '1'],
    ],
  },
];

function run({ command }: Step): Promise<number> {
  const [program = '', ...args] = command;
  return new Promise((ended) => {
    const child = spawn(join(root, 'node_modules/.bin', program), args, { cwd: root, stdio: 'inherit' });
    child.on('error', (error) => {
      console.error(error.message);
      ended(1);
    });
    child.on('exit', (code) => ended(code ?? 1));
  });
}

if (!existsSync(join(root, 'node_modules/.bin'))) throw new Error('nothing is installed: run npm test');
const [only] = process.argv.slice(2);
const wanted = steps.filter(({ name }) => only === undefined || name.includes(only));
const failed: string[] = [];
for (const step of wanted) {
  const startedMs = performance.now();
  const code = await run(step);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${step.name}  ${seconds} s`);
  if (code !== 0) failed.push(step.name);
}
rmSync(exported, { recursive: true, force: true });
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${wanted.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
