// What a log line says of an error, and of the errors below it. Only what is named here is taken over: drivers hang requests,
// options of connections and whole answers on theirs.

export interface LoggedError {
  readonly type: string;
  readonly code?: string | number;
  readonly message: string;
  readonly stack?: string;
  /** Of a WebloomError: ids, addresses, numbers. */
  readonly facts?: unknown;
  readonly cause?: LoggedError;
  /** Of one that stands for several, the first ones. */
  readonly errors?: readonly LoggedError[];
}

const MAX_DEPTH = 4;
const MAX_ERRORS = 3;
/** Messages of others may quote what they were sent. */
const MAX_CHARS = 4_000;

/** Anything can be thrown: what is no error is told as text. */
export function loggedError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: clipped(String(thrown)) };
  const { name, message, stack, cause } = thrown;
  const { code, facts } = thrown as { code?: unknown; facts?: unknown };
  const several = thrown instanceof AggregateError ? thrown.errors.slice(0, MAX_ERRORS) : [];
  const isDeep = depth >= MAX_DEPTH;
  return {
    type: name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: clipped(message),
    ...(stack === undefined ? {} : { stack: clipped(stack) }),
    ...(name === 'WebloomError' && facts !== undefined ? { facts } : {}),
    ...(cause === undefined || isDeep ? {} : { cause: loggedError(cause, depth + 1) }),
    ...(several.length === 0 || isDeep ? {} : { errors: several.map((one) => loggedError(one, depth + 1)) }),
  };
}

function clipped(text: string): string {
  return text.length <= MAX_CHARS ? text : `${text.slice(0, MAX_CHARS)}…`;
}
