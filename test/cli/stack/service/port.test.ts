// Ports of private services: remembered, moved on when busy, never given twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPortBook } from '../../../../cli/stack/service/port.ts';

let folder: string;
let server: Server;
let busy: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-ports-'));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  busy = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('a busy port moves on to the next free one, says so and is remembered', async () => {
  const said: string[] = [];
  const book = () => openPortBook(join(folder, 'ports.json'), (line) => said.push(line));
  const first = book();
  const port = await first.choose({ name: 'store', preferred: busy });
  first.release();
  expect(port).toBeGreaterThan(busy);
  expect(said).toEqual([`store: port ${busy} is busy, using ${port}`]);
  expect(await book().choose({ name: 'store', preferred: busy })).toBe(port);
  expect(said).toHaveLength(1);
});

test('a derived port that is busy moves the whole service on', async () => {
  const book = openPortBook(join(folder, 'ports.json'), () => undefined);
  const port = await book.choose({ name: 'rabbitmq', preferred: busy - 1_000, alsoOffsets: [1_000] });
  expect(port).toBeGreaterThan(busy - 1_000);
});

test('two stacks that start at the same time get different ports, and get them back', async () => {
  const [one, two] = ['one.json', 'two.json'].map((name) =>
    openPortBook(join(folder, name), () => undefined),
  );
  const first = await one?.choose({ name: 'store', preferred: busy });
  expect(await two?.choose({ name: 'store', preferred: busy })).not.toBe(first);
  one?.release();
  two?.release();
  const again = openPortBook(join(folder, 'one.json'), () => undefined);
  expect(await again.choose({ name: 'store', preferred: busy })).toBe(first);
  again.release();
});

test('services that choose at the same time get different ports', async () => {
  const book = openPortBook(join(folder, 'ports.json'), () => undefined);
  const wishes = ['a', 'b', 'c'].map((name) => book.choose({ name, preferred: busy }));
  expect(new Set(await Promise.all(wishes)).size).toBe(3);
});
