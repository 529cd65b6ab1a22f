const { Session } = require('node:inspector');
const { renameSync, writeFileSync } = require('node:fs');

// Loaded into the gateway before its own code: the first SIGUSR2 starts the profiler, the second writes what it saw.
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 500 });
let isRunning = false;

process.on('SIGUSR2', () => {
  isRunning = !isRunning;
  if (isRunning) session.post('Profiler.start');
  else
    session.post('Profiler.stop', (error, result) => {
      if (error) throw error;
      const making = `${process.env.BENCH_PROFILE}.making`;
      writeFileSync(making, JSON.stringify(result.profile));
      renameSync(making, process.env.BENCH_PROFILE);
    });
});
