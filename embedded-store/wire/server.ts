// The TCP side: splits the byte stream into messages and answers them one after another per connection.
import { createServer, type Server, type Socket } from 'node:net';
import { errorReply } from '../failure.ts';
import {
  encodeReply,
  HEADER_BYTES,
  MAX_MESSAGE_BYTES,
  parseMessage,
  type Message,
  type Reply,
} from './message.ts';

export type Handler = (message: Message, connection: number) => Promise<Reply> | Reply;

export interface WireServer {
  readonly port: number;
  close(): Promise<void>;
}

export async function listen(at: { host: string; port: number }, handler: Handler): Promise<WireServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A connection that breaks does not affect others; its `close` follows.
    socket.on('error', () => socket.destroy());
    serve(socket, ++connections, handler);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return { port: portOf(server), close: () => close(server, sockets) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function serve(socket: Socket, connection: number, handler: Handler): void {
  socket.setNoDelay(true);
  let chunks: Buffer[] = [];
  let buffered = 0;
  let last: Promise<void> | undefined;

  const handle = (bytes: Buffer): void => {
    // On a quiet connection a message is handled at once; only a client that sends several ahead has to wait.
    const before = last;
    const done = (before === undefined ? answer(bytes) : before.then(() => answer(bytes))).finally(() => {
      if (last === done) last = undefined;
    });
    last = done;
  };
  const answer = async (bytes: Buffer): Promise<void> => {
    const reply = await replyTo(bytes, connection, handler);
    if (reply === 'hang-up') socket.destroy();
    else if (reply !== undefined && !socket.destroyed) socket.write(reply);
  };

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    buffered += chunk.length;
    while (buffered >= HEADER_BYTES) {
      if ((chunks[0]?.length ?? 0) < 4) chunks = [Buffer.concat(chunks, buffered)];
      const size = chunks[0]?.readInt32LE(0) ?? 0;
      if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES) return void socket.destroy();
      if (buffered < size) return;
      const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, buffered);
      buffered -= size;
      chunks = buffered > 0 ? [all.subarray(size)] : [];
      handle(all.subarray(0, size));
    }
  });
}

/** Bytes to send, nothing for a silent message, or the instruction to hang up if the bytes are no message. */
async function replyTo(
  bytes: Buffer,
  connection: number,
  handler: Handler,
): Promise<Buffer | 'hang-up' | undefined> {
  let message: Message;
  try {
    message = parseMessage(bytes);
  } catch {
    return 'hang-up';
  }
  let reply: Reply;
  try {
    reply = await handler(message, connection);
  } catch (error) {
    reply = errorReply(error);
  }
  return message.silent ? undefined : encodeReply(message, reply);
}
