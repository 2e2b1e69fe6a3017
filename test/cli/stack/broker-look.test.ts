// What `doctor` says of a RabbitMQ with several addresses, and of one behind TLS.
import { afterEach, expect, test } from 'vitest';
import type { DoctorResult } from '../../../cli/stack/doctor/doctor-result.ts';
import { runDoctor } from '../../../cli/stack/doctor/doctor.ts';
import { openAnyConnection, probeBroker } from '../../../cli/stack/service/broker-look.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { type TlsProxy, createTlsProxy } from '../../support/tls-proxy.ts';

const broker = useBroker();
const AWAY = 'amqp://guest:hunter2@127.0.0.1:1';
let proxy: TlsProxy | undefined;

afterEach(() => proxy?.close());

async function doctorOf(env: Record<string, string>): Promise<DoctorResult | undefined> {
  return (await runDoctor({ PATH: '', ...env })).find(({ name }) => name === 'RabbitMQ');
}

test('each address that does not answer is named, without its password', async () => {
  const found = await doctorOf({ RABBITMQ_URL: `${AWAY},${broker.directUrl}` });
  expect(found).toMatchObject({
    status: 'warn',
    detail: expect.stringMatching(
      /^answers at 1 of 2 addresses; 127\.0\.0\.1:1 does not: connect ECONNREFUSED/,
    ),
    remedy: expect.stringContaining('Start the missing nodes'),
  });
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(await doctorOf({ RABBITMQ_URL: `${broker.url},${broker.directUrl}` })).toEqual({
    name: 'RabbitMQ',
    status: 'ok',
    detail: 'answers at all 2 addresses',
  });
  expect(await doctorOf({ RABBITMQ_URL: broker.directUrl })).toMatchObject({
    status: 'ok',
    detail: 'answers at the address in RABBITMQ_URL',
  });
});

test('where no address answers, all reasons are told', async () => {
  const found = await doctorOf({ RABBITMQ_URL: `${AWAY},${AWAY}` });
  expect(found).toMatchObject({ status: 'fail', remedy: expect.stringContaining('RABBITMQ_URL') });
  expect(found?.detail.match(/127\.0\.0\.1:1: connect ECONNREFUSED/g)).toHaveLength(2);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test('a probe is content with the address that answers', async () => {
  await probeBroker(`${AWAY},${broker.directUrl}`, {});
  const model = await openAnyConnection(`${AWAY},${broker.directUrl}`, {});
  await model.close();
  await expect(probeBroker('amqp://a,b', {})).rejects.toThrow('must have the whole address again');
});

test('behind TLS the settings are used, and what is missing is told', async () => {
  const { hostname, port } = new URL(broker.directUrl);
  const certificate = makeCertificate();
  proxy = await createTlsProxy({ host: hostname, port: Number(port) }, certificate);
  const RABBITMQ_URL = `amqps://guest:guest@127.0.0.1:${proxy.port}`;
  expect(await doctorOf({ RABBITMQ_URL })).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('Set RABBITMQ_TLS_CA'),
  });
  expect(await doctorOf({ RABBITMQ_URL, RABBITMQ_TLS_CA: certificate.cert })).toMatchObject({ status: 'ok' });
});
