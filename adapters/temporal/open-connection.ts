// A connection to Temporal that is there when it is given, for what is done once at a start.
import { Connection } from '@temporalio/client';
import type { EnginePlace } from '../../domain/system/net/engine-place.ts';
import { connectionOptions } from './connection-options.ts';
import { notConnected } from './obstacle-words.ts';

/** Rejects (dependency-unavailable) with what to check. */
export async function openConnection(place: EnginePlace, connectTimeout: '3s' | '10s'): Promise<Connection> {
  try {
    return await Connection.connect({ ...connectionOptions(place), connectTimeout });
  } catch (cause) {
    throw await notConnected(place, cause);
  }
}
