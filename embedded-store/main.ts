// Command line of the embedded store: `main.ts --port N --data DIR [--host H] [--fsync always] [--accept-loss]`.
// Prints one line of JSON when it accepts connections; SIGTERM and SIGINT close it cleanly.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startStore, type StoreOptions } from './start.ts';

export { startStore, type RunningStore, type StoreOptions } from './start.ts';

const USAGE =
  'usage: embedded-store --port N --data DIR [--host 127.0.0.1] [--fsync interval|always] [--fsync-ms 50] [--accept-loss]';

function parseOptions(args: string[]): StoreOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '27017' },
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      fsync: { type: 'string', default: 'interval' },
      'fsync-ms': { type: 'string', default: '50' },
      'accept-loss': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  const syncEveryMs = Number(values['fsync-ms']);
  const { data, host, fsync } = values;
  const valid =
    Number.isInteger(port) && port >= 0 && port < 65_536 && syncEveryMs >= 1 && data !== undefined;
  if (!valid || (fsync !== 'interval' && fsync !== 'always')) throw new Error(USAGE);
  return { port, host, dataDir: data, sync: fsync, syncEveryMs, acceptLoss: values['accept-loss'] };
}

async function run(): Promise<void> {
  const started = performance.now();
  const store = await startStore(parseOptions(process.argv.slice(2)));
  const startMs = Math.round(performance.now() - started);
  const ready = { event: 'ready', port: store.port, pid: process.pid, recovered: store.recovered, startMs };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  const stop = (): void => {
    store.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`embedded-store: could not close cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  run().catch((error: unknown) => {
    process.stderr.write(`embedded-store: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
