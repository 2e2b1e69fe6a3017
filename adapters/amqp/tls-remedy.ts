// What to set when TLS to the broker fails: by the code of Node or OpenSSL, since their words differ by version.
const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
]);

/** Null: it is no fault of TLS. */
export function tlsRemedy(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'Set RABBITMQ_TLS_SERVER_NAME to a name that the certificate has, or the address to such a name.';
  if (UNTRUSTED.has(code))
    return 'Set RABBITMQ_TLS_CA to the certificate of the authority that signed the one of RabbitMQ.';
  if (code === 'CERT_HAS_EXPIRED') return "Renew RabbitMQ's certificate.";
  if (code === 'CERT_NOT_YET_VALID') return "Check this machine's clock and RabbitMQ's certificate.";
  if (/ALERT_(?:CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|UNSUPPORTED_CERT)/.test(code))
    return 'RabbitMQ wants another certificate of its clients: set RABBITMQ_TLS_CERT and RABBITMQ_TLS_KEY to one that it trusts.';
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code) || code === 'EPROTO')
    return 'Nothing speaks TLS at that port: name the one that does (5671 by default), or use amqp://.';
  return null;
}
