// What is said for the codes with which TLS fails; those of alerts are RabbitMQ's own, seen from 3.10.
import { expect, test } from 'vitest';
import { tlsRemedy } from '../../../adapters/amqp/tls-remedy.ts';

test.each([
  ['ERR_TLS_CERT_ALTNAME_INVALID', /^Set RABBITMQ_TLS_SERVER_NAME/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /^Set RABBITMQ_TLS_CA/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /^Set RABBITMQ_TLS_CA/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /^Set RABBITMQ_TLS_CA/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /^Set RABBITMQ_TLS_CA/],
  ['CERT_HAS_EXPIRED', /^Renew/],
  ['CERT_NOT_YET_VALID', /clock/],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /set RABBITMQ_TLS_CERT and RABBITMQ_TLS_KEY/],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /set RABBITMQ_TLS_CERT and RABBITMQ_TLS_KEY/],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /set RABBITMQ_TLS_CERT and RABBITMQ_TLS_KEY/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /^Nothing speaks TLS at that port/],
])('for %s it says what to do', (code, remedy) => {
  expect(tlsRemedy(Object.assign(new Error('x'), { code }))).toMatch(remedy);
});

test.each([['ECONNREFUSED'], ['ECONNRESET'], ['ENOTFOUND'], ['']])('%j is no fault of TLS', (code) => {
  expect(tlsRemedy(Object.assign(new Error('x'), { code }))).toBeNull();
  expect(tlsRemedy(new Error('connect ETIMEDOUT'))).toBeNull();
});
