// Registers the search attributes of runs; without them a workflow that sets one hangs. What is there already is left
// alone, so every orchestrator and every local stack may do it at start.
import type { Connection } from '@temporalio/client';
import { WebloomError } from '../../domain/errors.ts';
import { JOB_ATTRIBUTE, STATE_ATTRIBUTE, TRIGGER_ATTRIBUTE } from '../../workflows/search-attributes.ts';

const NAMES = [JOB_ATTRIBUTE, STATE_ATTRIBUTE, TRIGGER_ATTRIBUTE].map((key) => key.name);
/** `IndexedValueType` of the server's API. */
const KEYWORD = 2;

export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = NAMES.filter((name) => !(name in (customAttributes ?? {})));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (cause) {
    const names = missing.join(', ');
    const message = `Temporal does not let Webloom add the search attributes ${names} (Keyword) to ${namespace}; add them by hand.`;
    throw new WebloomError('dependency-unavailable', message, { cause });
  }
}
