// The connection of a process whose workers take tasks from Temporal. Apart, because the library of workers is large.
import { NativeConnection } from '@temporalio/worker';
import type { EnginePlace } from '../../domain/system/net/engine-place.ts';
import { connectionOptions } from './connection-options.ts';
import { notConnected } from './obstacle-words.ts';

/** Rejects (dependency-unavailable) with what to check. */
export async function openWorkerConnection(place: EnginePlace): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(connectionOptions(place));
  } catch (cause) {
    throw await notConnected(place, cause);
  }
}
