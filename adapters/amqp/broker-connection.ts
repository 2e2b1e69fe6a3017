// One connection to one address of the broker: how it is opened, why it could not be, and how it is left.
import { type ChannelModel, connect } from 'amqplib';
import type { ClientTls } from '../../domain/system/net/client-tls.ts';
import { tlsRemedy } from './tls-remedy.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const GOODBYE_MS = 2_000;
/** Two missed heartbeats end the connection, so a silent network loss is noticed within 30 s. */
const HEARTBEAT_S = 15;

export interface ConnectionOptions {
  /** Shown in the broker's list of connections. */
  readonly name: string;
  /** For `amqps://`; null: what the runtime trusts. */
  readonly tls?: ClientTls | null | undefined;
}

/** The error of a certificate that does not fit says what to set. */
export async function openConnection(
  address: string,
  { name, tls }: ConnectionOptions,
): Promise<ChannelModel> {
  try {
    return await connect(withHeartbeat(address), {
      timeout: CONNECT_TIMEOUT_MS,
      noDelay: true,
      clientProperties: { connection_name: name },
      ...toSocketOptions(tls ?? {}),
    });
  } catch (error) {
    const remedy = tlsRemedy(error);
    if (remedy === null || !(error instanceof Error)) throw error;
    throw new Error(`${reasonOf(error)}. ${remedy}`, { cause: error });
  }
}

/** OpenSSL's messages begin with a number and end with its source file; the reason in between is apart, too. */
function reasonOf(error: Error): string {
  const reason: unknown = 'reason' in error ? error.reason : null;
  return typeof reason === 'string' && reason !== '' ? reason : error.message.trim().replace(/\.$/, '');
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

function toSocketOptions({ ca, cert, key, serverName }: ClientTls): Record<string, string> {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  };
}
