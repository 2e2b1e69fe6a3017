// Prepares a namespace for the first run: adds the search attributes of runs; a workflow that sets a missing
// one hangs. It changes nothing that exists, so it may be called at any time: by the local stack and
// orchestrators at start, and by the monitor again and again, because a server may lose its database.
import type { Connection } from '@temporalio/client';
import { WebloomError } from '../../domain/system/errors.ts';
import { RUN_ATTRIBUTES } from '../../workflows/search-attributes.ts';

const NAMES = RUN_ATTRIBUTES.map((key) => key.name);
/** `IndexedValueType` of the server's API. */
const KEYWORD = 2;

export interface PreparedNamespace {
  /** Changes when the server's database is lost and made anew. */
  readonly namespaceId: string;
  /** Search attributes that had to be added. */
  readonly added: readonly string[];
}

export async function missingAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return NAMES.filter((name) => !(name in (customAttributes ?? {})));
}

export async function prepareNamespace(
  connection: Connection,
  namespace: string,
): Promise<PreparedNamespace> {
  const added = await missingAttributes(connection, namespace);
  if (added.length > 0) await addAttributes(connection, namespace, added);
  return { namespaceId: await namespaceIdOf(connection, namespace), added };
}

export async function namespaceIdOf(connection: Connection, namespace: string): Promise<string> {
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
  return namespaceInfo?.id ?? '';
}

async function addAttributes(connection: Connection, namespace: string, names: string[]): Promise<void> {
  const searchAttributes = Object.fromEntries(names.map((name) => [name, KEYWORD]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const message = `Temporal does not let Webloom add the search attributes ${names.join(', ')} (Keyword) to ${namespace} (${said}); add them by hand.`;
    throw new WebloomError('dependency-unavailable', message, { cause });
  }
}
