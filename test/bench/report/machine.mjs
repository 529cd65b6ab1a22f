import { cpus, release, totalmem, type } from 'node:os';

/** What the figures were measured on. */
export async function machineOf(postgres) {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: `${type()} ${release()}`,
    node: process.version,
    postgres,
    date: new Date().toISOString().slice(0, 10),
  };
}
