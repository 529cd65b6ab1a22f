const { ChildProcess } = require('node:child_process');
const { subscribe } = require('node:diagnostics_channel');
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Keeps what every process of a test run says, in the folder that globalSetup made: each line of a log of this process, whatever it is
 * written to, all that started programs write to their pipes, and the console. Loaded before every test file, so that no test has to ask for it;
 * what is kept is searched when the run is over (search.cjs). `folder` is for tests of this very file: each of them has an environment of its
 * own, and what listens is of the first one.
 */
const state = (ChildProcess[Symbol.for('maplebridge.logs')] ??= { isListening: false, place: {} });

function keep(source, text) {
  const folder = state.folder ?? process.env.MAPLEBRIDGE_TEST_LOGS;
  if (folder === undefined || text === '' || !existsSync(folder)) return; // a run that is over searches no more
  appendFileSync(join(folder, `said-${process.pid}.jsonl`), `${JSON.stringify({ ...state.place, source, text })}\n`);
}

/** Whole lines, for a chunk may end in the middle of a value; the rest when the program has closed the pipe. */
function keepStream(stream, source) {
  if (!stream) return;
  let rest = '';
  const push = stream.push;
  // What is read is given on as it is: a listener of our own would start the flow before the test listens.
  stream.push = (chunk, encoding) => {
    const lines = `${rest}${chunk === null ? '' : Buffer.from(chunk, encoding).toString('latin1')}`.split('\n');
    rest = chunk === null ? '' : lines.pop();
    keep(source, Buffer.from(lines.join('\n'), 'latin1').toString());
    return push.call(stream, chunk, encoding);
  };
}

/** A gateway with an embedded PostgreSQL of its own stops that before it ends itself, and tests take the folder away after it. */
function keepServerLog(child, environment = []) {
  const home = environment.find((pair) => pair.startsWith('MAPLEBRIDGE_HOME='))?.slice('MAPLEBRIDGE_HOME='.length);
  const file = home === undefined ? undefined : join(home, 'postgres', 'server', 'server.log');
  child.once('exit', () => {
    if (file !== undefined && existsSync(file)) keep('the log of an embedded PostgreSQL', readFileSync(file, 'utf8'));
  });
}

/** Passwords, keys and tokens that a program is given are as little for its log as what people write. */
function plantSecrets(environment = []) {
  for (const [name, value] of environment.map((pair) => pair.split(/=(.*)/s))) {
    const [, user, password] = /^\w+:\/\/([^:/@]*):([^@/]+)@/.exec(value) ?? [];
    // The name of the login may be said, and a word that everything has gives nothing away: starts with weak passwords are given both.
    if (password !== undefined && password !== user && !/^[a-z]+$/.test(password)) plant('a password', decodeURIComponent(password));
    if (/SECRET|PASSWORD|_KEY$|TOKEN/.test(name)) plant('a secret of the environment', value);
  }
}

function plant(kind, value) {
  const folder = state.folder ?? process.env.MAPLEBRIDGE_TEST_LOGS;
  // A name of a file, or a value so short that everything has it, gives nothing away.
  if (folder === undefined || value === undefined || value.length < 6 || value.startsWith('/')) return;
  appendFileSync(join(folder, `planted-${process.pid}.jsonl`), `${JSON.stringify({ kind, value })}\n`);
}

function listen() {
  state.isListening = true;
  // pino itself says what it has written, to whatever stream.
  subscribe('tracing:pino_asJson:end', ({ result }) => keep('a log', String(result)));
  const { spawn } = ChildProcess.prototype;
  // All ways to start a program come through here.
  ChildProcess.prototype.spawn = function (options) {
    plantSecrets(options.envPairs);
    const outcome = spawn.call(this, options);
    const program = options.args.slice(0, 3).join(' ');
    keepStream(this.stdout, `stdout of ${program}`);
    keepStream(this.stderr, `stderr of ${program}`);
    keepServerLog(this, options.envPairs);
    return outcome;
  };
}

function hearConsole() {
  for (const kind of ['log', 'info', 'warn', 'error', 'debug']) {
    const write = console[kind];
    console[kind] = (...words) => {
      keep('the console', words.map(String).join(' '));
      write.apply(console, words);
    };
  }
}

/** A worker goes from file to file; words are noted, for what belongs to a file is gone when the last line of its programs comes. */
function follow() {
  const note = () => {
    const { testPath, currentTestName } = globalThis.expect.getState();
    state.place = { file: testPath, test: currentTestName };
  };
  note();
  globalThis.beforeEach(note);
}

if (!state.isListening) listen();
if (globalThis.expect !== undefined) {
  follow();
  hearConsole();
}
