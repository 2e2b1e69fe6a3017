// Translates errors of Node, TLS, the HTTP parser and undici into the closed list of fetch failures.
import type { EgressReason } from '../../domain/web/egress/check.ts';
import type { FetchFailure } from '../../domain/web/fetch/reason.ts';

/** Carries the guard's refusal through the HTTP client's error callback to the fetch that caused the dial. */
export class ConnectionRefusedByPolicy extends Error {
  readonly reason: EgressReason;

  constructor(reason: EgressReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** A failed dial, with the step in which it failed. */
export class DialFailure extends Error {
  readonly failure: FetchFailure;

  constructor(failure: FetchFailure, detail: string) {
    super(detail);
    this.failure = failure;
  }
}

export interface FailureDetail {
  readonly reason: FetchFailure;
  readonly detail: string;
}

const BY_CODE: Readonly<Record<string, FetchFailure>> = {
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'truncated',
  HPE_INVALID_EOF_STATE: 'truncated',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  EPROTO: 'tls',
};

/** `answered`: the response had begun, so a lost connection means a truncated body. */
export function classifyFailure(error: unknown, answered: boolean): FailureDetail {
  if (error instanceof DialFailure) return { reason: error.failure, detail: error.message };
  const code = errorCode(error);
  const detail = `${code === '' ? '' : `${code}: `}${messageOf(error)}`;
  const reason = BY_CODE[code] ?? (isTlsCode(code) ? 'tls' : 'protocol');
  return { reason: reason === 'reset' && answered ? 'truncated' : reason, detail };
}

/** The failure of a dial, by the step that was under way. */
export function classifyDial(error: unknown, step: 'dns' | 'connect' | 'tls'): DialFailure {
  const code = errorCode(error);
  const detail = `${code === '' ? step : code}: ${messageOf(error)}`;
  if (step === 'dns') return new DialFailure('dns', detail);
  if (code === 'ECONNRESET' || code === 'EPIPE') return new DialFailure('reset', detail);
  return new DialFailure(code === 'ETIMEDOUT' ? 'timeout' : step, detail);
}

/** OpenSSL's own messages are `thread:error:number:library:function:reason:file:line:`; people need the reason. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^\w*:error:\w+:[^:]*:[^:]*:([^:]+):/.exec(message)?.[1] ?? message;
}

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function isTlsCode(code: string): boolean {
  return /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
}
