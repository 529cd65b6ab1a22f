import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { underBuildLock } from './buildLock.mjs';
import { fingerprint, isBuilt } from './fingerprint.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What is compiled: what runs, or the tests too. A test that does not compile must not keep a gateway from starting. */
const solutions = { run: 'tsconfig.run.json', all: 'tsconfig.json' };

/** What a build consists of, in order; each step is incremental by itself. */
const buildSteps = [
  { name: 'compiling', run: (solution) => node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', solution) },
  { name: 'bundling GraphiQL', run: () => node(join(root, 'gateway', 'bin', 'graphiql.mjs')) },
];

/** Progress goes to stderr: what a command prints for scripts stays clean. */
export const say = (line) => process.stderr.write(`maplebridge: ${line}\n`);

/**
 * Brings a clone to where its code can run: the right Node, dependencies as locked, everything built. Costs little when nothing
 * changed, and waits for another process of this clone that is doing the same. Ends the process with a sentence when it cannot.
 */
export async function prepare(scope = 'run') {
  refuseOldNode();
  const state = join(root, '.maplebridge', 'build');
  const solution = solutions[scope];
  try {
    if (isInstalled() && isCurrent(state, solution)) return;
    await underBuildLock(join(state, 'lock'), say, async () => {
      if (!isInstalled()) await install();
      if (!isCurrent(state, solution)) await build(state, solution);
    });
  } catch (error) {
    say(error.message);
    process.exit(error.exitCode ?? 1);
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node ${process.versions.node} is too old. Maplebridge needs Node 20.19 or later: https://nodejs.org/`);
  process.exit(1);
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
const installedMark = join(root, 'node_modules', '.maplebridge-lock');

function isInstalled() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  if (existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockHash()) return true;
  if (!isInstalledByHand()) return false;
  writeFileSync(installedMark, lockHash());
  return true;
}

/** Somebody ran npm themselves: the hidden lock file that npm leaves must then agree with ours in every version that is not optional. */
function isInstalledByHand() {
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => path === '' || entry.optional || isSame(entry, present[path]));
}

const isSame = (wanted, present) =>
  present !== undefined && present.version === wanted.version && Boolean(present.link) === Boolean(wanted.link);

/** Exactly what the lock file names; a lock file that does not fit the package files is an error, not a reason to improvise. */
async function install() {
  say('installing dependencies (npm ci)');
  const outcome = await npm('ci');
  if (outcome.code !== 0) throw failed('npm ci', outcome);
  writeFileSync(installedMark, lockHash());
}

/** Started by npm, the same npm installs; started by node, the one on the PATH. */
function npm(...words) {
  const own = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const args = [...own[1], ...words, '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn(own[0], args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && own[0] === 'npm',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) =>
      reject(new Error(`npm could not be started (${error.message}). It comes with Node: https://nodejs.org/`)),
    );
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const failed = (command, { code, output }) =>
  Object.assign(new Error(`${command} failed:\n${output.trim().slice(-2000)}`), { exitCode: code });

const isCurrent = (state, solution) => {
  const file = join(state, `${solution}.fingerprint`);
  return existsSync(file) && isBuilt(root, solution) && readFileSync(file, 'utf8') === fingerprint(root, solution);
};

async function build(state, solution) {
  // Taken before: what changes meanwhile is built next time.
  const before = fingerprint(root, solution);
  for (const { name, run: step } of buildSteps) {
    say(name);
    await step(solution);
  }
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, `${solution}.fingerprint`), before);
}

/** Runs a script with this Node; what it prints goes to stderr. */
function node(script, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', process.stderr, process.stderr] });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const error = new Error(`${[relative(root, script), ...args].join(' ')} ended with ${signal ?? code}.`);
      if (code === 0) resolve();
      else reject(Object.assign(error, { exitCode: code ?? 1 }));
    });
  });
}
