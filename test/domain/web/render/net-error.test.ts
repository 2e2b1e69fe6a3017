import { expect, test } from 'vitest';
import { failureOfNetError } from '../../../../domain/web/render/net-error.ts';

test.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
  ['page.goto: net::ERR_EMPTY_RESPONSE at http://a/', 'reset'],
  ['net::ERR_CONTENT_LENGTH_MISMATCH', 'truncated'],
  ['net::ERR_INVALID_HTTP_RESPONSE', 'protocol'],
  ['something new', 'protocol'],
] as const)('%s is %s', (text, failure) => {
  expect(failureOfNetError(text)).toBe(failure);
});
