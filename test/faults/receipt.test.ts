// The receipt of a run that lost a process half-way is the sum of what is stored, and agrees with the site that was asked.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Receipt, receiptOf } from '../../domain/run/report/receipt.ts';
import type { Run } from '../../domain/run/run.ts';
import { freezeAtWork } from '../support/fault/open-work.ts';
import { expectMidway, startRevised } from '../support/fault/revised-run.ts';
import { PAGES, type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import type { Role } from '../support/webloom-processes.ts';

let revised: RevisedSystem;

beforeAll(async () => {
  revised = await openRevisedSystem({
    services: inject('services'),
    name: 'receipt',
    processes: { monitor: 1 },
  });
});

afterAll(() => revised?.close());

/** From the rows of the outcome files, one by one. */
async function paidVisits({ _id }: Run): Promise<{ requests: number; wireBytes: number; waitMs: number }> {
  const { mongo, files } = revised.system;
  const paid = { requests: 0, wireBytes: 0, waitMs: 0 };
  for (const chunk of await mongo.chunks.listInState(_id, ['committed']))
    for (const row of await files.read('store', chunk.files.store ?? '')) {
      paid.requests += row.requests;
      paid.wireBytes += row.wireBytes;
      paid.waitMs += row.waitMs;
    }
  return paid;
}

async function receipt({ _id }: Run): Promise<Receipt> {
  return receiptOf(await revised.system.mongo.chunks.listInState(_id, ['committed']));
}

test.each<Role>(['pipeline', 'scraper', 'dispatcher'])(
  'the receipt of a run during which the %s is killed is what is stored and what the site was asked',
  async (role) => {
    const { system, pages } = revised;
    const before = pages.requests().length;
    const { run } = await startRevised(revised);
    const victim = system.one(role);
    const held = await freezeAtWork({ system, site: pages.site }, run, victim);
    await victim.kill9();
    await expectMidway(system, run);
    const ended = await system.ended(run._id);
    const asked = pages.requests().length - before;
    const paid = await receipt(ended);
    const [host] = paid.hosts;
    expect({ ...(await paidVisits(ended)) }).toEqual({
      requests: paid.requests,
      wireBytes: paid.wireBytes,
      waitMs: paid.waitMs,
    });
    expect(paid.hosts.map((one) => one.host)).toEqual([pages.host]);
    expect(host).toMatchObject({ requests: paid.requests, wireBytes: paid.wireBytes });
    expect(host?.answers).toMatchObject({ '2xx': PAGES + 1 });
    const { requests, wireBytes, waitMs, cpuMs } = ended.totals ?? {};
    expect({ requests, wireBytes, waitMs, cpuMs }).toMatchObject({
      requests: paid.requests,
      wireBytes: paid.wireBytes,
      waitMs: paid.waitMs,
      cpuMs: paid.cpuMs,
    });
    // What was out to the killed process was asked and never answered, so it is asked again.
    const unanswered = asked - paid.requests;
    expect(unanswered).toBeGreaterThanOrEqual(0);
    expect(unanswered, 'requests whose answer died').toBeLessThanOrEqual(
      role === 'pipeline' ? 0 : held.length + PAGES / 3,
    );
    await victim.ready();
  },
);
