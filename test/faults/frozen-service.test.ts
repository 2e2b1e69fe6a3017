// Store, broker and Temporal are frozen in mid-run for longer than any time-out there is, then go on as if nothing had been. Three
// systems at once, since each of them only waits.
import { afterAll, expect, test } from 'vitest';
import type { ServiceName } from '../../cli/stack/service/service.ts';
import { type OwnServices, startOwnServices } from '../support/fault/own-services.ts';
import { pass } from '../support/fault/pass.ts';
import { PAGES, expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

/** The longest wait is that of a socket to the store, 60 s. */
const FROZEN_MS = 65_000;
const RUN_MS = 120_000;

interface Parts {
  readonly pages: ManyPages;
  readonly services: OwnServices;
  readonly system: System;
  readonly jobId: string;
}

const opened: Promise<Parts>[] = [];

/** One after another: a start takes both cores. */
async function open(name: ServiceName): Promise<Parts> {
  const before = opened.at(-1) ?? Promise.resolve();
  const parts = before.then(() => start(name));
  opened.push(parts);
  return parts;
}

async function start(name: ServiceName): Promise<Parts> {
  const pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  const services = await startOwnServices(`frozen-${name}`);
  const system = await startSystem({
    services: services.addresses,
    name: `frozen-${name}`,
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
  const jobId = await system.createJob({
    source: { kind: 'site', start: [pages.startUrl] },
    fetch: { deadlineMs: 5_000 },
  });
  await system.completed(jobId);
  return { pages, services, system, jobId };
}

afterAll(async () => {
  for (const parts of opened) {
    const { system, services, pages } = await parts;
    await system.close();
    await services.stop();
    await pages.close();
  }
});

test.concurrent.each<ServiceName>(['store', 'rabbitmq', 'temporal'])(
  'a run during which the %s is frozen for longer than every time-out completes by itself',
  async (name) => {
    const { pages, services, system, jobId } = await open(name);
    const started = await startRevised({ system, pages }, jobId);
    const askedBefore = pages.requests().length;
    await services.freeze(name);
    await pass(FROZEN_MS);
    services.thaw(name);
    await expectMidway(system, started.run);
    expect(askedBefore).toBeLessThan(2 * (PAGES + 1));
    await expectWhole(system, started, RUN_MS);
  },
);
