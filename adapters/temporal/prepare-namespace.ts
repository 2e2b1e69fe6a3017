// Prepares a namespace for the first run: adds the search attributes of runs; a workflow that sets a missing
// one hangs. It changes nothing that exists, so it may be called at any time: by the local stack and
// orchestrators at start, and by the monitor again and again, because a server may lose its database.
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { WebloomError } from '../../domain/system/errors.ts';
import { RUN_ATTRIBUTES } from '../../workflows/search-attributes.ts';

const NAMES = RUN_ATTRIBUTES.map((key) => key.name);
/** `IndexedValueType` of the server's API. */
const KEYWORD = 2;
/** Status codes of gRPC. */
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;

export interface PreparedNamespace {
  /** Changes when the server's database is lost and made anew. */
  readonly namespaceId: string;
  /** Search attributes that had to be added. */
  readonly added: readonly string[];
}

export async function missingAttributes(connection: Connection, namespace: string): Promise<string[]> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return NAMES.filter((name) => !(name in (customAttributes ?? {})));
  } catch (error) {
    if (!isRefused(error)) throw error;
    return missingInSearch(connection, namespace);
  }
}

/** Whoever may run workflows may search them, and a search by an attribute that is not there is refused. */
async function missingInSearch(connection: Connection, namespace: string): Promise<string[]> {
  const asked = NAMES.map(async (name) => {
    try {
      await connection.workflowService.countWorkflowExecutions({ namespace, query: `${name} = 'none'` });
      return [];
    } catch (error) {
      if (isGrpcServiceError(error) && error.code === INVALID_ARGUMENT) return [name];
      throw error;
    }
  });
  return (await Promise.all(asked)).flat();
}

/** A hosted server keeps its operator's calls to itself. */
function isRefused(error: unknown): boolean {
  return isGrpcServiceError(error) && [PERMISSION_DENIED, UNIMPLEMENTED].includes(error.code);
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
    const options = names.map((name) => `--name ${name} --type Keyword`).join(' ');
    const message = `Temporal does not let Webloom add the search attributes ${names.join(', ')} (Keyword) to ${namespace} (${said}). Add them by hand: in the settings of the namespace where it is hosted, else with "temporal operator search-attribute create --namespace ${namespace} ${options}"; then start again.`;
    throw new WebloomError('dependency-unavailable', message, { cause });
  }
}
