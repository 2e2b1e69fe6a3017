// Blobs lie in a bucket, whose server dies or freezes in mid-run. The run waits and completes by itself, with nothing lost.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBucketBlobs } from '../support/bucket/open-bucket-blobs.ts';
import { type S3Server, TEST_KEYS, startVersitygw } from '../support/bucket/s3-server.ts';
import { pass } from '../support/fault/pass.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';

const AWAY_MS = 8_000;
/** Longer than one try of the client. */
const FROZEN_MS = 25_000;
const RUN_MS = 180_000;

const found = await startVersitygw();
const why = 'reason' in found ? `: left out, ${found.reason}` : '';
const before = { ...process.env };
let revised: RevisedSystem;

function server(): S3Server {
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

describe.skipIf('reason' in found)(`a bucket that is away in mid-run${why}`, () => {
  beforeAll(async () => {
    Object.assign(process.env, TEST_KEYS);
    const place = await server().newPlace();
    revised = await openRevisedSystem({
      services: inject('services'),
      name: 'bucket',
      processes: { monitor: 1 },
      env: {
        ...TEST_KEYS,
        WEBLOOM_BLOBS: `s3://${place.bucket}/${place.prefix.slice(0, -1)}`,
        WEBLOOM_S3_ENDPOINT: server().endpoint,
      },
      openBlobs: (mongo) => openBucketBlobs(mongo, place),
    });
  });
  afterAll(async () => {
    await revised?.close();
    for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
    if ('close' in found) await found.close();
  });

  test('a server that dies and comes back: the run completes by itself', async () => {
    const { system } = revised;
    const started = await startRevised(revised);
    await expectMidway(system, started.run);
    await server().kill();
    await pass(AWAY_MS);
    await server().startAgain();
    await expectWhole(system, started, { withinMs: RUN_MS });
    expect((await system.run(started.run._id)).state).toBe('completed');
  });

  test('a server that freezes and thaws: the run completes by itself', async () => {
    const { system } = revised;
    const started = await startRevised(revised);
    await expectMidway(system, started.run);
    server().freeze();
    await pass(FROZEN_MS);
    server().thaw();
    await expectWhole(system, started, { withinMs: RUN_MS });
    expect((await system.run(started.run._id)).state).toBe('completed');
  });
});
