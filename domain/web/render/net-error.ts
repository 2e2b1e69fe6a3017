// The errors by which Chromium tells that a page could not be had, in the words of the closed list of fetch failures.
import type { FetchFailure } from '../fetch/reason.ts';

const BY_ERROR: Readonly<Record<string, FetchFailure>> = {
  ERR_NAME_NOT_RESOLVED: 'dns',
  ERR_CONNECTION_REFUSED: 'connect',
  ERR_CONNECTION_FAILED: 'connect',
  ERR_ADDRESS_UNREACHABLE: 'connect',
  ERR_TUNNEL_CONNECTION_FAILED: 'connect',
  ERR_CONNECTION_TIMED_OUT: 'timeout',
  ERR_TIMED_OUT: 'timeout',
  ERR_CONNECTION_RESET: 'reset',
  ERR_CONNECTION_CLOSED: 'reset',
  ERR_CONNECTION_ABORTED: 'reset',
  ERR_EMPTY_RESPONSE: 'reset',
  ERR_SOCKET_NOT_CONNECTED: 'reset',
  ERR_CONTENT_LENGTH_MISMATCH: 'truncated',
  ERR_INCOMPLETE_CHUNKED_ENCODING: 'truncated',
  ERR_CONTENT_DECODING_FAILED: 'bad-encoding',
  ERR_TOO_MANY_REDIRECTS: 'too-many-redirects',
  ERR_UNSAFE_REDIRECT: 'bad-redirect',
  ERR_INVALID_REDIRECT: 'bad-redirect',
};

/** `text`: `net::ERR_CERT_DATE_INVALID`, or a sentence with one in it. */
export function failureOfNetError(text: string): FetchFailure {
  const error = /ERR_[A-Z0-9_]+/.exec(text)?.[0] ?? '';
  if (/^ERR_(?:CERT|SSL|BAD_SSL)_/.test(error)) return 'tls';
  return BY_ERROR[error] ?? 'protocol';
}
