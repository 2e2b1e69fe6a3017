// The database is a replica set whose primary is elected away, dies, or writes and does not get its answer through, in mid-run. The
// run completes by itself. The set is simulated in front of the embedded store (support/replica-set.ts).
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { pass } from '../support/fault/pass.ts';
import { expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import { type ReplicaSet, startReplicaSet } from '../support/replica-set.ts';

const RUN_MS = 180_000;
/** As long as an election takes. */
const VACANT_MS = 8_000;

/** Writes that lose their answers in one run. */
const LOST = 15;

let set: ReplicaSet;
let revised: RevisedSystem;

beforeAll(async () => {
  const services = inject('services');
  const store = new URL(services.mongoUri);
  set = await startReplicaSet({ host: store.hostname, port: Number(store.port) });
  revised = await openRevisedSystem({
    services: { ...services, mongoUri: set.uri },
    name: 'set',
    processes: { monitor: 1 },
    fetch: { deadlineMs: 5_000 },
  });
});

afterAll(async () => {
  await revised?.close();
  await set?.close();
});

test('a run during which another primary is elected completes by itself', async () => {
  const started = await startRevised(revised);
  const former = set.primary;
  await set.elect(1, VACANT_MS);
  expect([former, set.primary]).toEqual([0, 1]);
  await expectWhole(revised.system, started, { withinMs: RUN_MS });
});

test('a run during which the primary dies completes by itself', async () => {
  const started = await startRevised(revised);
  set.kill(1);
  expect(set.primary).toBeNull();
  await set.elect(2, VACANT_MS);
  await expectWhole(revised.system, started, { withinMs: RUN_MS });
  await set.revive(1);
});

test('a run whose writes lose their answers again and again completes by itself', async () => {
  const started = await startRevised(revised);
  const before = set.counts.lost;
  for (let n = 1; n <= LOST; n += 1) {
    set.loseAnswers(1);
    // A busy machine writes less often.
    await eventually(() => set.counts.lost >= before + n, 20_000);
    await pass(150);
  }
  expect(set.counts.repeated, 'writes that the driver asked for again').toBeGreaterThan(0);
  await expectWhole(revised.system, started, { withinMs: RUN_MS });
});
