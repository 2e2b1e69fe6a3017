// Two hosts work on one run: processes, host names, networks and mounts of their own, one set of services, blobs in one folder or one
// bucket. Each is cut off from power in mid-run, and one loses its network and comes back to what the other has taken over.
import { afterEach, describe, expect, inject, test } from 'vitest';
import type { Run } from '../../domain/run/run.ts';
import { openBucketBlobs } from '../support/bucket/open-bucket-blobs.ts';
import { TEST_KEYS, startVersitygw } from '../support/bucket/s3-server.ts';
import { eventually } from '../support/eventually.ts';
import { pass } from '../support/fault/pass.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { whyNoHosts } from '../support/hosts/service-side.ts';
import { type TwoHosts, type TwoHostsOptions, openTwoHosts } from '../support/hosts/two-hosts.ts';
import type { ServiceLocations } from '../support/system.ts';

/** With those a run of this file takes about three minutes on two cores. */
const PAGES_IN_FOLDER = 900;
const PAGES_IN_BUCKET = 600;
/** 16 pages of a host are on their way at a time: with this the run lasts until the last fault. */
const LATENCY_MS = 500;
/** Longer than heartbeats of activities and of the broker are waited for: the other host takes over. */
const CUT_OFF_MS = 20_000;
/** Pages the other host has to ask for meanwhile. */
const TAKEN_OVER = 20;
/** What Temporal has given to pollers that can not be reached it gives to others one after the other, 10 s each. */
const TAKE_OVER_MS = 60_000;
const RUN_MS = 180_000;
const TEST_MS = 480_000;

const whyNone = whyNoHosts();
const found = whyNone === null ? await startVersitygw() : { reason: whyNone };
const before = { ...process.env };
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** With the heartbeat that docs/clusters.md names for machines that go without a word. */
function services(): ServiceLocations {
  const { amqpUrl, ...others } = inject('services');
  return { ...others, amqpUrl: `${amqpUrl}?heartbeat=5` };
}

async function open(options: Omit<TwoHostsOptions, 'services'>): Promise<TwoHosts> {
  const both = await openTwoHosts({ services: services(), ...options });
  closing.push(() => both.close());
  return both;
}

/** The run at its end. */
async function loseEachInTurn(both: TwoHosts): Promise<Run> {
  const { system, pages, hosts } = both;
  const [a, b] = hosts;
  both.slow(LATENCY_MS);
  const started = await startRevised(both);
  const { run } = started;

  expect(await a.cutPowerAtWork(run), 'what host a held').not.toEqual([]);
  await a.start();
  await expectMidway(system, run);

  expect(await b.pullCableAtWork(run), 'what host b held').not.toEqual([]);
  const asked = pages.requests().length;
  await pass(CUT_OFF_MS);
  await eventually(() => pages.requests().length > asked + TAKEN_OVER, TAKE_OVER_MS);
  const backMs = Date.now();
  b.plugCable();
  await b.ready(backMs);
  await expectMidway(system, run);

  expect(await b.cutPowerAtWork(run), 'what host b held when it was back').not.toEqual([]);
  await expectMidway(system, run);
  await b.start();
  both.slow(0);
  await expectWhole(system, started, { withinMs: RUN_MS });
  return system.run(run._id);
}

const left = (why: string | null): string => (why === null ? '' : `: left out, ${why}`);

describe.skipIf(whyNone !== null)(`a run over two hosts that share a folder${left(whyNone)}`, () => {
  test(
    'outlives the death of each and a pulled cable, and nothing is lost or doubled',
    async () => {
      const both = await open({ name: 'hosts', pageCount: PAGES_IN_FOLDER });
      expect((await loseEachInTurn(both)).state).toBe('completed');
    },
    TEST_MS,
  );
});

const whyNoBucket = 'reason' in found ? found.reason : null;

describe.skipIf(whyNoBucket !== null)(`a run over two hosts that share a bucket${left(whyNoBucket)}`, () => {
  test(
    'outlives the death of each and a pulled cable, and nothing is lost or doubled',
    async () => {
      if ('reason' in found) throw new Error(found.reason);
      Object.assign(process.env, TEST_KEYS);
      closing.push(async () => {
        for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
        await found.close();
      });
      const place = await found.newPlace();
      const both = await open({
        name: 'hosts-s3',
        pageCount: PAGES_IN_BUCKET,
        env: {
          ...TEST_KEYS,
          WEBLOOM_BLOBS: `s3://${place.bucket}/${place.prefix.slice(0, -1)}`,
          WEBLOOM_S3_ENDPOINT: found.endpoint,
        },
        openBlobs: (mongo) => openBucketBlobs(mongo, place),
      });
      expect((await loseEachInTurn(both)).state).toBe('completed');
    },
    TEST_MS,
  );
});
