// Calls to Temporal. Each has a deadline, so that a verb answers within 2 s when the server is away. Errors
// say what happened: the server is unreachable, silent, or has refused in its own words.
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import type { EnginePlace } from '../../domain/system/net/engine-place.ts';
import { rememberObstacle, notReachable } from './obstacle-words.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';

const CALL_DEADLINE_MS = 2_000;
/** Status codes of gRPC. */
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** `what` completes the message "Temporal refused to …". */
export type TemporalCall = <T>(what: string, act: () => Promise<T>) => Promise<T>;

export function createCall(connection: Connection, place: EnginePlace): TemporalCall {
  const obstacle = rememberObstacle(place);
  return async (what, act) => {
    try {
      return await connection.withDeadline(Date.now() + CALL_DEADLINE_MS, act);
    } catch (cause) {
      if (isWebloomError(cause)) throw cause;
      const message = describeFailure(`Temporal at ${place.address}`, what, { cause, obstacle });
      throw new WebloomError('dependency-unavailable', message, { facts: { dependency: 'temporal' }, cause });
    }
  };
}

function describeFailure(
  server: string,
  what: string,
  { cause, obstacle }: { readonly cause: unknown; readonly obstacle: () => string | null },
): string {
  const refusal = grpcError(cause);
  if (refusal === null) return `${server} could not ${what}: ${reasonOf(cause)}`;
  const { code, details } = refusal;
  const found = code === DEADLINE_EXCEEDED || code === UNAVAILABLE ? obstacle() : null;
  if (found !== null) return notReachable(server, found);
  if (code === DEADLINE_EXCEEDED)
    return `${server} did not ${what} within ${CALL_DEADLINE_MS} ms: it is starting, frozen or overloaded.`;
  if (code === UNAVAILABLE) return notReachable(server, details);
  if (code === UNAUTHENTICATED || code === PERMISSION_DENIED)
    return `${server} refused to ${what}: ${details}. Check TEMPORAL_API_KEY or the certificate, what they may do, and TEMPORAL_NAMESPACE.`;
  const remedy = /search attribute/i.test(details)
    ? ' It has lost its data; the monitor adds what is missing within seconds.'
    : '';
  return `${server} refused to ${what}: ${details}.${remedy}`;
}

/** The server's error; the client wraps it, sometimes twice. */
function grpcError(error: unknown): { code: number; details: string } | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (isGrpcServiceError(each)) return { code: each.code, details: each.details };
  }
  return null;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
