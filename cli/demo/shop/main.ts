// Runs the demo shop alone: `--port N`; a line on standard input, SIGUSR2 or POST /__advance brings the next act.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { WebloomError } from '../../../domain/system/errors.ts';
import { expectedChanges } from './expected-change.ts';
import { lampChanges } from './lamp.ts';
import { type Shop, startShop } from './shop.ts';

const DEFAULT_PORT = 4780;

function readPort(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' } } });
  const port = Number(values.port ?? DEFAULT_PORT);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new WebloomError(
    'validation',
    `--port ${values.port ?? ''} is no port; give a number from 0 to 65535.`,
  );
}

function advance(shop: Shop): void {
  const before = shop.act;
  shop.advance();
  console.log(`act ${shop.act}`);
  for (const { path, words } of [...expectedChanges(before, shop.act), ...lampChanges(before, shop.act)])
    console.log(`  ${path}: ${words}`);
}

async function main(): Promise<void> {
  const shop = await startShop({ port: readPort(process.argv.slice(2)) });
  console.log(`${shop.url}/ shows act ${shop.act}; press Enter for the next act, Ctrl-C to close the shop`);
  const lines = createInterface({ input: process.stdin });
  const moveOn = () => {
    advance(shop);
  };
  const close = () => {
    lines.close();
    process.stdin.destroy();
    void shop.stop();
  };
  lines.on('line', moveOn);
  process.on('SIGUSR2', moveOn);
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
