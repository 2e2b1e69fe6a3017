// A connection of the driver that ends just before or while a command is written: the command fails at once, as
// `dependency-unavailable` unless the driver may repeat it, and the client goes on with a fresh connection.
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredEvent } from '../../../domain/system/event/event.ts';
import { type Mongo, createMongo } from '../../../adapters/mongo/mongo.ts';
import { eventually } from '../../support/eventually.ts';
import { createTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

const opening = channel('net.client.socket');

let database: TestDatabase;
let way: TcpProxy;
let mongo: Mongo;
let sockets: Socket[];
const note = (message: unknown): void => {
  const { socket } = message as { socket: Socket };
  if (socket.remotePort === undefined || socket.remotePort === way.port) sockets.push(socket);
};

beforeEach(async () => {
  database = await openTestDatabase();
  const { hostname, port } = new URL(database.uri);
  way = await createTcpProxy({ host: hostname, port: Number(port) });
  sockets = [];
  opening.subscribe(note);
  const uri = `mongodb://127.0.0.1:${way.port}/?heartbeatFrequencyMS=500`;
  mongo = await createMongo(uri, { dbName: database.newName(), appName: 'test', findServerWithinMs: 2_000 });
});
afterEach(async () => {
  opening.unsubscribe(note);
  await mongo.close();
  await way.close();
  await database.close();
});

/** The sockets that the client has open to the database. */
function openSockets(): Socket[] {
  return sockets.filter((socket) => !socket.destroyed && socket.remotePort === way.port);
}

it('repeats a read whose socket is closed already on a fresh connection', async () => {
  await mongo.ping();
  // As when the server has said goodbye: the socket is destroyed, and says so to nobody until later.
  for (const socket of openSockets()) socket.destroy();
  await expect(mongo.ping()).resolves.toBeUndefined();
});

const said = [() => 'done', (error: unknown) => error] as const;

function sampleEvent(text: string): StoredEvent {
  return { _id: 'evt_1', workspaceId: 'default', type: 'run.state', at: new Date(), data: { text } };
}

it('fails a command that waits for room in the socket when the connection ends', async () => {
  await mongo.ping();
  way.hang();
  const text = 'x'.repeat(15_000_000);
  const inserted = mongo.events.insert([sampleEvent(text)]).then(...said);
  await eventually(() => openSockets().some((socket) => socket.writableLength > 1_000_000));
  for (const socket of openSockets()) socket.destroy();
  expect(await inserted).toMatchObject({ code: 'dependency-unavailable' });
  way.restore();
  expect(await eventually(async () => (await mongo.ping().then(...said)) === 'done', 10_000)).toBe(true);
});
