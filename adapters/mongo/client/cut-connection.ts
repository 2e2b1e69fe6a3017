// Ends waits of the driver (7.9.0) that would last for ever. It writes a command and then waits for the socket's `drain`;
// a socket that was closed without an error, as when the server says goodbye, never drains. The driver's own look at the
// server can wait so too: then the client never finds the server again, however long it is back.
import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { MongoError, MongoNetworkError } from 'mongodb';
import { WebloomError } from '../../../domain/system/errors.ts';

/** What is used of the driver's class, which is not part of its public interface. */
interface DriverConnection extends EventEmitter {
  /** Why the connection has ended; null: it has not. */
  readonly error: Error | null;
}

type WriteCommand = (this: DriverConnection, ...parts: unknown[]) => Promise<void>;

interface DriverConnectionClass {
  /** The event of a connection that has ended. */
  readonly CLOSE: string;
  readonly prototype: { writeCommand: WriteCommand };
}

const MODULE = 'mongodb/lib/cmap/connection.js';
const mended = new WeakSet<WriteCommand>();

/** From now on the end of a connection ends what waits to be written on it, with a network error. */
export function endWritesWithConnection(): void {
  const driver = parseConnectionClass(createRequire(import.meta.url)(MODULE));
  const write = driver.prototype.writeCommand;
  if (mended.has(write)) return;
  const writeOrEnd: WriteCommand = function (...parts) {
    return untilClosed(this, driver.CLOSE, write.apply(this, parts));
  };
  mended.add(writeOrEnd);
  driver.prototype.writeCommand = writeOrEnd;
}

async function untilClosed(
  connection: DriverConnection,
  close: string,
  written: Promise<void>,
): Promise<void> {
  let onClose: () => void = () => undefined;
  const closed = new Promise<never>((_resolve, reject) => {
    onClose = () => reject(connection.error ?? new MongoNetworkError('the connection was closed'));
    connection.once(close, onClose);
  });
  try {
    await Promise.race([written, closed]);
  } catch (error) {
    // A write that the system refuses comes as its own error, which the driver would not take for one of the network.
    if (error instanceof MongoError || !(error instanceof Error) || !('syscall' in error)) throw error;
    throw new MongoNetworkError(error.message, { cause: error });
  } finally {
    connection.off(close, onClose);
  }
}

function parseConnectionClass(loaded: unknown): DriverConnectionClass {
  const { Connection } = loaded as { Connection?: Partial<DriverConnectionClass> };
  if (typeof Connection?.CLOSE !== 'string' || typeof Connection.prototype?.writeCommand !== 'function')
    throw new WebloomError('internal', `This version of the mongodb driver has another ${MODULE}.`);
  return Connection as DriverConnectionClass;
}
