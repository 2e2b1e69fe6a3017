// A run goes on while its blobs move from a folder into a bucket: all processes are started again with both places, the command that
// moves is killed and begun again, and in the end the bucket is alone.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import { openBucketBlobs } from '../support/bucket/open-bucket-blobs.ts';
import { type S3Server, TEST_KEYS, startMoto } from '../support/bucket/s3-server.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import { type System, startSystem } from '../support/system.ts';
import { builtFile, mainOf } from '../support/webloom-processes.ts';

const RUN_MS = 180_000;
/** A run lasts longer than the start of all processes. */
const LATENCY_MS = 600;

const found = await startMoto();
const why = 'reason' in found ? `: left out, ${found.reason}` : '';
const before = { ...process.env };
const services = inject('services');
let revised: RevisedSystem;
let place: BucketPlace;
const systems: System[] = [];

function server(): S3Server {
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

describe.skipIf('reason' in found)(`blobs that move in mid-run${why}`, () => {
  beforeAll(async () => {
    Object.assign(process.env, TEST_KEYS);
    place = await server().newPlace();
    revised = await openRevisedSystem({
      services,
      name: 'moved',
      processes: { monitor: 1 },
      latencyMs: LATENCY_MS,
    });
  });
  afterAll(async () => {
    for (const system of systems) await system.close();
    await revised?.close();
    for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
    if ('close' in found) await found.close();
  });

  test('the run completes whole, and nothing is missing in the bucket once the folder is deleted', async () => {
    const started = await startRevised(revised);
    await expectMidway(revised.system, started.run);
    await Promise.all(revised.system.processes.map((each) => each.stop()));

    const both = await startAgain({ ...toBucket(), WEBLOOM_BLOBS_BEFORE: folder() });

    await expectMidway(both, started.run);
    const killed = startMove();
    await expect.poll(killed.said, { timeout: 60_000 }).toContain('blobs are in the old place');
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect((await both.mongo.blobHomes.known())?.before).not.toBeNull();

    const old = startScraper({});
    expect(await old.ended).toBe(1);
    expect(old.said()).toMatch(/is not the one that this database works with, which was s3:/);
    const early = startScraper(toBucket());
    expect(await early.ended).toBe(1);
    expect(early.said()).toMatch(/are being moved from .* and lie in both/);

    const moved = startMove();
    expect(await moved.ended, moved.said()).toBe(0);
    expect(moved.said()).toContain(`All blobs of ${folder()} are in s3://${place.bucket}`);
    expect(await both.mongo.blobHomes.known()).toMatchObject({ before: null });
    await Promise.all(both.processes.map((each) => each.stop()));

    rmSync(folder(), { recursive: true });
    const last = await startAgain(toBucket());
    await expectWhole(last, started, { withinMs: RUN_MS });
    const { system, jobId } = { system: last, jobId: revised.jobId };
    const next = await system.completed(jobId, RUN_MS);
    expect(next.state).toBe('completed');
  });
});

function folder(): string {
  return join(revised.system.dataDir, 'blobs');
}

function toBucket(): Record<string, string> {
  return {
    ...TEST_KEYS,
    WEBLOOM_BLOBS: `s3://${place.bucket}/${place.prefix.slice(0, -1)}`,
    WEBLOOM_S3_ENDPOINT: server().endpoint,
  };
}

/** All processes, on what is there. */
async function startAgain(env: Record<string, string>): Promise<System> {
  const { namespace, dataDir } = revised.system;
  const system = await startSystem({
    services,
    name: 'moved',
    ownHosts: [revised.pages.host],
    on: { namespace, dataDir },
    processes: { monitor: 1 },
    env,
    openBlobs: (mongo) => openBucketBlobs(mongo, place),
  });
  systems.push(system);
  return system;
}

interface Program {
  readonly child: ChildProcess;
  /** Its exit code. */
  readonly ended: Promise<unknown>;
  readonly said: () => string;
}

function startMove(): Program {
  const args = [builtFile('cli/main.js'), 'blobs', 'move', '--data-dir', revised.system.dataDir];
  return startProgram(args, { ...toBucket(), WEBLOOM_BLOBS_BEFORE: folder() });
}

function startScraper(env: Record<string, string>): Program {
  return startProgram([mainOf('scraper')], {
    RABBITMQ_URL: services.amqpUrl,
    TEMPORAL_ADDRESS: services.temporalAddress,
    WEBLOOM_DATA_DIR: revised.system.dataDir,
    ...env,
  });
}

function startProgram(args: readonly string[], settings: Record<string, string>): Program {
  const env = {
    PATH: process.env['PATH'] ?? '',
    MONGODB_URI: services.mongoUri,
    WEBLOOM_NAMESPACE: revised.system.namespace,
    ...settings,
  };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (text += piece.toString()));
  return { child, said: () => text, ended: once(child, 'close').then(([code]) => code) };
}
