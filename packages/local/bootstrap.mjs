// Installs what is missing and runs a script under the project's own Node: `node packages/local/bootstrap.mjs script.ts …`.
// It runs on whatever Node is there, before anything is installed, so it is plain JavaScript and imports nothing else.
// Nothing is ever written to stdout here: what the script prints may be meant for a program.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const nodeVersionMin = 20;
const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(root, 'node_modules');
const lock = join(root, 'package-lock.json');
/** Holds the hash of the lock file that `node_modules` was installed from. */
const marker = join(modules, '.installed-from');

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

/** The project's Node, wherever npm has put it. */
const ownNode = () =>
  ['.bin/node', 'node/bin/node', 'node/bin/node.exe']
    .map((path) => join(modules, path))
    .find((path) => existsSync(path));

const works = (node) =>
  node !== undefined && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0;

/** npm as it started us, or the one on the path. */
const npm = (...args) => {
  const started = process.env.npm_execpath ?? '';
  const [program, before] = started.endsWith('npm-cli.js') ? [process.execPath, [started]] : ['npm', []];
  const windows = process.platform === 'win32' && program === 'npm';
  return spawnSync(program, [...before, ...args], { cwd: root, stdio: ['ignore', 2, 2], shell: windows });
};

const lockHash = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** True when `node_modules` is whole and from this lock file. */
const isInstalled = () => {
  if (ownNode() === undefined) return false;
  if (existsSync(marker)) return readFileSync(marker, 'utf8') === lockHash();
  // Somebody ran `npm install` or `npm ci` themselves: npm leaves this file when it has finished, later than the lock
  // file it worked from.
  const finished = join(modules, '.package-lock.json');
  if (!existsSync(finished) || statSync(finished).mtimeMs < statSync(lock).mtimeMs) return false;
  writeFileSync(marker, lockHash());
  return true;
};

const install = () => {
  process.stderr.write('Installing packages …\n');
  const { status, error } = npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  if (error !== undefined)
    fail(`npm does not run (${error.message}). It comes with Node: https://nodejs.org`);
  if (status !== 0) fail('The packages could not be installed; what npm said is above.');
  // The `node` package fetches its program in a script of its own, which npm may have left out.
  if (!works(ownNode())) npm('rebuild', 'node');
  if (!works(ownNode())) {
    fail('The packages are installed, but node_modules/.bin/node does not run. Try: npm rebuild node');
  }
  writeFileSync(marker, lockHash());
};

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail('Usage: node packages/local/bootstrap.mjs <script> [arguments]');
if (Number(process.versions.node.split('.')[0]) < nodeVersionMin) {
  fail(`This needs Node ${nodeVersionMin} or newer, and this is Node ${process.versions.node}.`);
}
if (!isInstalled()) install();

const child = spawn(ownNode(), [script, ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` },
});
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`${script} could not be run: ${error.message}`));
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const one of signals) process.removeAllListeners(one);
  process.kill(process.pid, signal);
});
