// The wire protocol below the driver: odd packets, garbage, the old handshake; and cursors that nobody fetches.
import { deserialize, serialize, type Long } from 'bson';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cursors } from '../../embedded-store/commands/cursors.ts';
import { StoreError } from '../../embedded-store/failure.ts';
import { createScene, type Opened, type Scene } from './scene.ts';

/** The flag of a message whose sender reads no reply. */
const MORE_TO_COME = 2;

let scene: Scene;
let opened: Opened;

beforeAll(async () => {
  scene = await createScene();
  opened = await scene.openStore();
});
afterAll(() => scene.end());

async function open(): Promise<Socket> {
  const socket = connect(opened.store.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** An OP_MSG with one document, or an OP_QUERY to admin.$cmd. */
function message(requestId: number, body: object, opcode = 2013): Buffer {
  const doc = serialize(body);
  const prefix =
    opcode === 2013 ? Buffer.alloc(5) : Buffer.concat([Buffer.from('\0\0\0\0admin.$cmd\0'), Buffer.alloc(8)]);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + prefix.length + doc.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, prefix, doc]);
}

interface Reply {
  readonly to: number;
  readonly body: Record<string, unknown>;
}

async function readReplies(socket: Socket, count: number, prefix = 5): Promise<Reply[]> {
  const replies: Reply[] = [];
  let rest = Buffer.alloc(0);
  for await (const chunk of socket) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const size = rest.readInt32LE(0);
      replies.push({ to: rest.readInt32LE(8), body: deserialize(rest.subarray(16 + prefix, size)) });
      rest = rest.subarray(size);
    }
    if (replies.length >= count) break;
  }
  return replies;
}

test('messages sent ahead are answered in order, also when they come byte by byte', async () => {
  const socket = await open();
  socket.setNoDelay(true);
  const insert = { insert: 'wire', documents: [{ _id: 1 }], $db: 'd' };
  const bytes = Buffer.concat([
    message(1, { ping: 1, $db: 'd' }),
    message(2, insert),
    message(3, { count: 'wire', $db: 'd' }),
  ]);
  for (const byte of bytes) socket.write(Buffer.from([byte]));
  const replies = await readReplies(socket, 3);
  expect(replies.map(({ to }) => to)).toEqual([1, 2, 3]);
  expect(replies[2]?.body).toEqual({ n: 1, ok: 1 });
});

test('the handshake also works as OP_QUERY', async () => {
  const socket = await open();
  socket.write(message(7, { isMaster: 1, helloOk: true }, 2004));
  const [reply] = await readReplies(socket, 1, 20);
  expect(reply).toMatchObject({ to: 7, body: { ismaster: true, helloOk: true, ok: 1 } });
});

test.each([
  ['random bytes', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['a huge length', Buffer.from([255, 255, 255, 127, 0, 0, 0, 0, 0, 0, 0, 0, 221, 7, 0, 0])],
  ['a broken document', message(1, { ping: 1 }).fill(0xee, 30)],
])('%s end that connection and nothing else', async (_name, bytes) => {
  const socket = await open();
  socket.on('error', () => undefined);
  socket.resume().write(bytes);
  await once(socket, 'close');
  expect(await opened.client.db('d').command({ ping: 1 })).toMatchObject({ ok: 1 });
});

test('an unacknowledged write is done without a reply', async () => {
  const socket = await open();
  const insert = message(1, { insert: 'unanswered', documents: [{ _id: 1 }], $db: 'd' });
  insert.writeInt32LE(MORE_TO_COME, 16);
  socket.write(Buffer.concat([insert, message(2, { count: 'unanswered', $db: 'd' })]));
  expect(await readReplies(socket, 1)).toEqual([{ to: 2, body: { n: 1, ok: 1 } }]);
});

test('an unacknowledged write of the driver is done', async () => {
  const items = opened.client.db('d').collection('silent', { writeConcern: { w: 0 } });
  await items.insertOne({ a: 1 });
  await expect.poll(() => opened.client.db('d').collection('silent').countDocuments()).toBe(1);
});

test('a cursor that is not read for ten minutes is dropped', () => {
  let now = 0;
  const cursors = new Cursors(() => now);
  const docs = Array.from({ length: 10 }, (_, n) => ({ doc: { n }, size: 20 }));
  const first = cursors.first(docs, { namespace: 'd.c', batchSize: 2, single: false });
  const { id } = first['cursor'] as { id: Long };
  now = 9 * 60_000;
  cursors.sweep();
  expect(cursors.next(id, { namespace: 'd.c', batchSize: 2 })['cursor']).toMatchObject({
    nextBatch: [{ n: 2 }, { n: 3 }],
  });
  now = 20 * 60_000;
  cursors.sweep();
  expect(cursors.open).toBe(0);
  expect(() => cursors.next(id, { namespace: 'd.c', batchSize: 2 })).toThrow(StoreError);
});
