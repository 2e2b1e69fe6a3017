// One connection to one address of the broker: how it is opened and how it is left.
import { type ChannelModel, connect } from 'amqplib';

const CONNECT_TIMEOUT_MS = 5_000;
const GOODBYE_MS = 2_000;
/** Two missed heartbeats end the connection, so a silent network loss is noticed within 30 s. */
const HEARTBEAT_S = 15;

export interface ConnectionOptions {
  /** Shown in the broker's list of connections. */
  readonly name: string;
}

export async function openConnection(address: string, { name }: ConnectionOptions): Promise<ChannelModel> {
  return connect(withHeartbeat(address), {
    timeout: CONNECT_TIMEOUT_MS,
    noDelay: true,
    clientProperties: { connection_name: name },
  });
}

/** Closes a connection that nobody waits for. */
export function discard(model: ChannelModel): void {
  void goodbye(model);
}

/**
 * Waits for the event `close`, because amqplib's promise never settles when the connection breaks meanwhile.
 */
export function goodbye(model: ChannelModel): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GOODBYE_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    model.once('close', done);
    model.close().then(done, done);
  });
}

function withHeartbeat(address: string): string {
  const parsed = new URL(address);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(HEARTBEAT_S));
  return parsed.href;
}
