// The part of an error that is logged, with its causes. Only the fields named here are taken: drivers attach
// requests, connection options and whole answers to their errors.

export interface LoggedError {
  readonly type: string;
  readonly code?: string | number;
  readonly message: string;
  readonly stack?: string;
  /** Facts of a WebloomError: ids, URLs, numbers. */
  readonly facts?: unknown;
  readonly cause?: LoggedError;
  /** The first errors of an AggregateError. */
  readonly errors?: readonly LoggedError[];
}

const MAX_DEPTH = 4;
const MAX_ERRORS = 3;
/** Other libraries' messages may quote what was sent to them. */
const MAX_CHARS = 4_000;

/** Anything can be thrown; a value that is no error is logged as text. */
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
