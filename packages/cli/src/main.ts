import 'reflect-metadata';
import { run } from './program';

// A pipe that is closed early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
