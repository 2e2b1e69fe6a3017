// Store, broker and Temporal are frozen in mid-run for longer than any time-out there is, then go on as if nothing had been. Three
// systems at once, since each of them only waits.
import { afterAll, expect, test } from 'vitest';
import type { ServiceName } from '../../cli/stack/service/service.ts';
import { type OwnServices, startOwnServices } from '../support/fault/own-services.ts';
import { pass } from '../support/fault/pass.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { PAGES, type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';

/** The longest wait is that of a socket to the store, 60 s. */
const FROZEN_MS = 65_000;
const RUN_MS = 120_000;

interface Parts extends RevisedSystem {
  readonly services: OwnServices;
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
  const services = await startOwnServices(`frozen-${name}`);
  const revised = await openRevisedSystem({
    services: services.addresses,
    name: `frozen-${name}`,
    processes: { monitor: 1 },
    fetch: { deadlineMs: 5_000 },
  });
  return { ...revised, services };
}

afterAll(async () => {
  for (const parts of await Promise.all(opened)) {
    await parts.close();
    await parts.services.stop();
  }
});

test.concurrent.each<ServiceName>(['store', 'rabbitmq', 'temporal'])(
  'a run during which the %s is frozen for longer than every time-out completes by itself',
  async (name) => {
    const { pages, services, system, jobId } = await open(name);
    const started = await startRevised({ system, pages, jobId });
    const askedBefore = pages.requests().length;
    await services.freeze(name);
    await pass(FROZEN_MS);
    services.thaw(name);
    await expectMidway(system, started.run);
    expect(askedBefore).toBeLessThan(2 * (PAGES + 1));
    await expectWhole(system, started, { withinMs: RUN_MS });
  },
);
