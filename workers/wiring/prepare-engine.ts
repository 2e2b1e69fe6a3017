// Registers what the engine has to know before the first run: the search attributes of runs.
import { openConnection } from '../../adapters/temporal/open-connection.ts';
import { prepareNamespace } from '../../adapters/temporal/prepare-namespace.ts';
import type { Foundation } from './foundation.ts';

export async function prepareEngine({ config }: Foundation): Promise<void> {
  const { temporal } = config;
  const connection = await openConnection(temporal, '10s');
  try {
    await prepareNamespace(connection, temporal.namespace);
  } finally {
    await connection.close();
  }
}
