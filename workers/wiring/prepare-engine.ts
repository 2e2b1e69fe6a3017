// Registers what the engine has to know before the first run: the search attributes of runs.
import { Connection } from '@temporalio/client';
import { prepareNamespace } from '../../adapters/temporal/prepare-namespace.ts';
import type { Foundation } from './foundation.ts';

export async function prepareEngine({ config }: Foundation): Promise<void> {
  const connection = await Connection.connect({ address: config.temporalAddress, connectTimeout: '10s' });
  try {
    await prepareNamespace(connection, config.temporalNamespace);
  } finally {
    await connection.close();
  }
}
