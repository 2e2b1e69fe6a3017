// Messages between a driver and a MongoDB server, as far as a proxy between them has to read and make them.
import type { Socket } from 'node:net';
import { type Document, calculateObjectSize, deserialize, serialize } from 'bson';

const OP_REPLY = 1;
const OP_QUERY = 2_004;
const OP_MSG = 2_013;
const HEADER = 16;
/** What a server that is no member of a set does not take. */
const OF_A_SET = ['lsid', 'txnNumber', '$clusterTime', '$readPreference', 'writeConcern', 'readConcern'];

export interface Request {
  readonly id: number;
  readonly opcode: number;
  readonly body: Document;
  /** Document sequences after the body, as they came. */
  readonly rest: Buffer;
  readonly name: string;
}

/** Calls with each whole message of the wire. */
export function onMessages(socket: Socket, take: (message: Buffer) => void): void {
  let waiting = Buffer.alloc(0);
  socket.on('data', (piece) => {
    waiting = Buffer.concat([waiting, piece]);
    while (waiting.length >= 4 && waiting.length >= waiting.readInt32LE(0)) {
      const length = waiting.readInt32LE(0);
      take(waiting.subarray(0, length));
      waiting = waiting.subarray(length);
    }
  });
}

export function parse(message: Buffer): Request {
  const opcode = message.readInt32LE(12);
  const from = opcode === OP_QUERY ? message.indexOf(0, HEADER + 4) + 1 + 8 : HEADER + 5;
  const end = from + message.readInt32LE(from);
  const body = deserialize(message.subarray(from, end), { promoteValues: false, promoteBuffers: false });
  const name = Object.keys(body)[0] ?? '';
  return { id: message.readInt32LE(4), opcode, body, rest: message.subarray(end), name };
}

/** The write that a driver may repeat; null: it may not. */
export function keyOf({ body }: Request): string | null {
  const { lsid, txnNumber } = body;
  if (lsid === undefined || txnNumber === undefined) return null;
  return `${JSON.stringify(lsid)} ${String(txnNumber)}`;
}

export function stripped({ id, body, rest }: Request): Buffer {
  const plain = Object.fromEntries(Object.entries(body).filter(([name]) => !OF_A_SET.includes(name)));
  return framed(OP_MSG, { id, to: 0 }, Buffer.concat([Buffer.alloc(5), serialize(plain), rest]));
}

export function reply(request: Request, body: Document): Buffer {
  const bytes = Buffer.alloc(calculateObjectSize(body));
  bytes.set(serialize(body));
  if (request.opcode === OP_MSG)
    return framed(OP_MSG, { id: 0, to: request.id }, Buffer.concat([Buffer.alloc(5), bytes]));
  const head = Buffer.alloc(20);
  head.writeInt32LE(8, 0);
  head.writeInt32LE(1, 16);
  return framed(OP_REPLY, { id: 0, to: request.id }, Buffer.concat([head, bytes]));
}

/** The same answer, to another request. */
export function answerTo({ id }: Request, answer: Buffer): Buffer {
  const copy = Buffer.from(answer);
  copy.writeInt32LE(id, 8);
  return copy;
}

function framed(opcode: number, { id, to }: { id: number; to: number }, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeInt32LE(HEADER + payload.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(to, 8);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, payload]);
}
