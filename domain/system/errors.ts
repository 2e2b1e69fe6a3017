// The one table of error codes: what they mean to a caller (HTTP status) and whether trying again can help.
// Expected outcomes are values, not errors; what is thrown is always a WebloomError.

interface ErrorRule {
  readonly status: number;
  readonly retryable: boolean;
  readonly title: string;
}

export const ERROR_RULES = {
  validation: { status: 422, retryable: false, title: 'The request is not valid' },
  'not-found': { status: 404, retryable: false, title: 'Not found' },
  gone: { status: 410, retryable: false, title: 'No longer kept' },
  'transition-not-allowed': { status: 409, retryable: false, title: 'Not possible in the present state' },
  conflict: { status: 409, retryable: true, title: 'Somebody else changed it at the same time' },
  'url-not-allowed': { status: 422, retryable: false, title: 'This address may not be fetched' },
  'precondition-failed': { status: 412, retryable: false, title: 'It changed since you read it' },
  unauthorized: { status: 401, retryable: false, title: 'A valid API key is needed' },
  forbidden: { status: 403, retryable: false, title: 'Not allowed' },
  'method-not-allowed': { status: 405, retryable: false, title: 'Not possible with this method' },
  'dependency-unavailable': {
    status: 503,
    retryable: true,
    title: 'A service Webloom needs is not reachable',
  },
  'disk-full': { status: 503, retryable: true, title: 'The disk is full' },
  'malformed-request': { status: 400, retryable: false, title: 'The request can not be read' },
  'unknown-parameter': { status: 400, retryable: false, title: 'A parameter is not known or not valid' },
  'cursor-invalid': { status: 404, retryable: false, title: 'The cursor does not belong to this list' },
  'headers-too-large': { status: 431, retryable: false, title: 'The headers are too large' },
  'request-timeout': { status: 408, retryable: true, title: 'The request did not come in time' },
  'payload-too-large': { status: 413, retryable: false, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, retryable: false, title: 'The request has to be JSON' },
  'idempotency-in-flight': { status: 409, retryable: true, title: 'The same request is being handled' },
  'idempotency-key-reused': {
    status: 422,
    retryable: false,
    title: 'This Idempotency-Key belongs to another request',
  },
  'configuration-invalid': { status: 500, retryable: false, title: 'The configuration is not valid' },
  'data-corrupt': { status: 500, retryable: false, title: 'Stored data cannot be read' },
  'file-foreign': { status: 500, retryable: false, title: 'A file of a run holds something else' },
  'rate-limited': { status: 429, retryable: true, title: 'Too many requests in a short time' },
  'emergency-stop': { status: 409, retryable: false, title: 'An emergency stop stands in the way' },
  'read-only': { status: 403, retryable: false, title: 'Nothing is changed: read-only mode is on' },
  'plan-limit': { status: 403, retryable: false, title: 'The plan of the workspace does not allow it' },
  'limit-exceeded': { status: 429, retryable: true, title: 'A limit was reached' },
  'lease-lost': { status: 409, retryable: false, title: 'The run no longer holds its job' },
  internal: { status: 500, retryable: true, title: 'Webloom made a mistake' },
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERROR_RULES;

export interface ErrorContext {
  /** What was being handled: ids, addresses, numbers. Never secrets, never page content. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error with a code of the table above; `message` says what failed, with what, and what to do. */
export class WebloomError extends Error {
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.name = 'WebloomError';
    this.code = code;
    this.facts = context.facts ?? {};
  }

  get retryable(): boolean {
    return ERROR_RULES[this.code].retryable;
  }
}

export function isWebloomError(error: unknown): error is WebloomError {
  return error instanceof WebloomError;
}
