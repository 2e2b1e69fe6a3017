// A Temporal that asks for TLS, a certificate of ours and an API key, and one that keeps its operator's calls to itself: runs
// complete, and each setting that does not fit says what to set.
import { Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { readTemporalAccess } from '../../adapters/env/temporal-access.ts';
import type { EnginePlace } from '../../domain/system/net/engine-place.ts';
import { openConnection } from '../../adapters/temporal/open-connection.ts';
import { openWorkerConnection } from '../../adapters/temporal/open-worker-connection.ts';
import { createTemporalEngine } from '../../adapters/temporal/run-engine.ts';
import { eventually } from '../support/eventually.ts';
import { type Authority, type Signed, makeAuthority } from '../support/make-authority.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';
import { type GateOptions, type TemporalGate, openTemporalGate } from '../support/temporal-gate.ts';

const NAME = 'temporal.internal';
const API_KEY = 'tmprl_the-key';
const { temporalAddress } = inject('services');

let authority: Authority;
let foreign: Authority;
let own: Signed;
let settings: Readonly<Record<string, string>>;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(() => {
  authority = makeAuthority('services');
  foreign = makeAuthority('others');
  own = authority.sign('DNS:webloom.internal');
  settings = {
    TEMPORAL_TLS_SERVER_CA_CERT_DATA: authority.cert,
    TEMPORAL_TLS_SERVER_NAME: NAME,
    TEMPORAL_TLS_CLIENT_CERT_DATA: own.cert,
    TEMPORAL_TLS_CLIENT_KEY_DATA: own.key,
    TEMPORAL_API_KEY: API_KEY,
  };
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

afterAll(() => {
  authority.remove();
  foreign.remove();
});

async function openGate(more: Partial<GateOptions> = {}): Promise<TemporalGate> {
  const server = authority.sign(`DNS:${NAME}`);
  const options = { behind: temporalAddress, server, callers: authority.cert, apiKey: API_KEY, ...more };
  const gate = await openTemporalGate(options);
  closing.push(() => gate.close());
  return gate;
}

function placeOf(address: string, env: Readonly<Record<string, string>>, namespace = 'default'): EnginePlace {
  const { access, faults } = readTemporalAccess({ TEMPORAL_ADDRESS: address, ...env });
  expect(faults).toEqual([]);
  return { address, namespace, access };
}

it('runs complete through TLS with a certificate and a key of ours', async () => {
  const gate = await openGate();
  const pages: ManyPages = await startManyPages({ pages: 20 });
  closing.push(() => pages.close());
  const system: System = await startSystem({
    services: inject('services'),
    name: 'access',
    ownHosts: [pages.host],
    env: { TEMPORAL_ADDRESS: gate.address, ...settings },
  });
  closing.push(() => system.close());
  const run = await system.completed(
    await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } }),
  );
  expect((await recount(system, run)).classes).toMatchObject({ stored: 21, failed: 0 });
  expect(gate.namespaces).toEqual(new Set(['default']));
});

describe('what does not fit is said', () => {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
  const CA = 'TEMPORAL_TLS_SERVER_CA_CERT_DATA';
  const CERTIFICATE = ['TEMPORAL_TLS_CLIENT_CERT_DATA', 'TEMPORAL_TLS_CLIENT_KEY_DATA'];

  it.each<[what: string, given: () => Readonly<Record<string, string>>, said: RegExp]>([
    ['no authority', () => without(CA), /set TEMPORAL_TLS_SERVER_CA_CERT_PATH to the authority/],
    ['a foreign authority', () => ({ ...settings, [CA]: foreign.cert }), /TEMPORAL_TLS_SERVER_CA_CERT_PATH/],
    [
      'another name',
      () => without('TEMPORAL_TLS_SERVER_NAME'),
      /set TEMPORAL_TLS_SERVER_NAME to the one in it/,
    ],
    ['no certificate of ours', () => without(...CERTIFICATE), /TEMPORAL_TLS_CLIENT_CERT_PATH/],
    ['no TLS', () => ({}), /Set TEMPORAL_TLS=true/],
  ])('%s', async (_what, given, said) => {
    const { address } = await openGate();
    const place = placeOf(address, given());
    await expect(openConnection(place, '3s')).rejects.toThrow(said);
    await expect(openWorkerConnection(place)).rejects.toThrow(said);
    const engine = createTemporalEngine({ ...place, prefix: 'webloom' });
    closing.push(() => engine.close());
    // A call waits for a connection that is made anew; what hindered it is said once it is known.
    await eventually(
      () =>
        engine.ping().then(
          () => Promise.reject(new Error('it answers')),
          (error: Error) => said.test(error.message),
        ),
      20_000,
    );
  });

  it('TLS where there is none', async () => {
    const said = /It seems to speak no TLS: check TEMPORAL_TLS/;
    const place = placeOf(temporalAddress, { TEMPORAL_TLS: 'true' });
    await expect(openConnection(place, '3s')).rejects.toThrow(said);
    await expect(openWorkerConnection(place)).rejects.toThrow(said);
  });

  it('a key that is not valid, which is never repeated', async () => {
    const { address } = await openGate();
    const place = placeOf(address, { ...settings, TEMPORAL_API_KEY: 'tmprl_another' });
    const engine = createTemporalEngine({ ...place, prefix: 'webloom' });
    closing.push(() => engine.close());
    const error: Error = await engine.ping().then(
      () => new Error('it answers'),
      (refusal: Error) => refusal,
    );
    expect(error.message).toMatch(/unauthorized.*Check TEMPORAL_API_KEY/);
    expect(error.message).not.toContain('tmprl');
    await expect(openWorkerConnection(place)).rejects.toThrow(/Check TEMPORAL_API_KEY/);
  });
});

describe('a server that keeps its operator’s calls to itself', () => {
  const OPERATOR = /operatorservice/i;

  it('is asked by a search whether the attributes are there', async () => {
    const { address } = await openGate({ refused: OPERATOR });
    const engine = createTemporalEngine({ ...placeOf(address, settings), prefix: 'webloom' });
    closing.push(() => engine.close());
    await engine.ping();
    expect(await engine.prepare()).toMatchObject({ added: [] });
  });

  it('is prepared by hand, and the error says how', async () => {
    const namespace = `bare-${process.pid}`;
    const plain = await Connection.connect({ address: temporalAddress });
    closing.push(() => plain.close());
    await plain.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 } as never,
    });
    const { address } = await openGate({ refused: OPERATOR });
    const engine = createTemporalEngine({ ...placeOf(address, settings, namespace), prefix: 'webloom' });
    closing.push(() => engine.close());
    // The server knows a new namespace some seconds later.
    const refusal = await eventually(
      () =>
        engine.prepare().then(
          () => 'it has them',
          ({ message }: Error) => (message.includes('by hand') ? message : null),
        ),
      30_000,
    );
    expect(refusal).toContain(
      `temporal operator search-attribute create --namespace ${namespace} --name WebloomJob --type Keyword`,
    );
  });
});
