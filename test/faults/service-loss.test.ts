// Store, broker and Temporal are killed in mid-run. Their supervisor starts them again on the same port and data, and the
// run completes by itself.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceName } from '../../cli/stack/service/service.ts';
import { eventually } from '../support/eventually.ts';
import { type OwnServices, startOwnServices } from '../support/fault/own-services.ts';
import { pass } from '../support/fault/pass.ts';
import { expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import { KILLS, SEED, createRandom } from '../support/fault/seed.ts';
import { readMidway } from '../support/fault/midway.ts';
import type { WebloomProcess } from '../support/webloom-processes.ts';

const RUN_MS = 180_000;

let services: OwnServices;
let revised: RevisedSystem;

beforeAll(async () => {
  services = await startOwnServices('loss');
  revised = await openRevisedSystem({
    services: services.addresses,
    name: 'loss',
    processes: { monitor: 1, api: 1 },
    // Answers that were lost with the broker are waited for this long.
    fetch: { deadlineMs: 5_000 },
  });
});

afterAll(async () => {
  await revised?.close();
  await services?.stop();
});

test.each<ServiceName>(['store', 'rabbitmq', 'temporal'])(
  'a run during which the %s is killed completes by itself',
  async (name) => {
    const { system } = revised;
    const started = await startRevised(revised);
    await services.kill(name);
    // A store that has just been killed answers when it is back.
    const midway = await eventually(() => readMidway(system, started.run._id).catch(() => null), 30_000);
    expect(midway.left).toBeGreaterThan(0);
    await expectWhole(system, started, { withinMs: RUN_MS });
  },
);

test('a run during which anything is killed at random, again and again, completes by itself', async () => {
  console.info(
    `seed ${SEED}, ${KILLS} kills; again with: npm run test:faults -- --seed ${SEED} --kills ${KILLS}`,
  );
  const { system } = revised;
  const random = createRandom(SEED);
  let hits = 0;
  // A fast run is over before all kills are dealt: then the next one is taken.
  while (hits < KILLS) {
    const started = await startRevised(revised);
    let open = true;
    while (open && hits < KILLS) {
      await pass(200 + random() * 1_500);
      await strike(pick(random));
      const midway = await eventually(() => readMidway(system, started.run._id).catch(() => null), 30_000);
      open = midway.left > 0;
      if (open) hits += 1;
    }
    await expectWhole(system, started, { withinMs: RUN_MS });
  }
  expect(hits, 'kills that hit a run which was still going on').toBe(KILLS);
}, 900_000);

type Victim = WebloomProcess | ServiceName;

function pick(random: () => number): Victim {
  const victims: Victim[] = [...revised.system.processes, 'store', 'rabbitmq', 'temporal'];
  return victims[Math.floor(random() * victims.length)] ?? 'store';
}

async function strike(victim: Victim): Promise<void> {
  if (typeof victim === 'string') return services.kill(victim);
  await eventually(() => victim.running, 30_000);
  await victim.kill9();
}
