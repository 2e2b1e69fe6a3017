// Runs services and processes together: started in order, with a message each; ended in reverse.
import { join, resolve } from 'node:path';
import { requireBucketPlace } from '../../adapters/s3/require-bucket-place.ts';
import { readConfig } from '../../adapters/env/config.ts';
import type { ProcessRange, ScaledRole } from '../../domain/health/scaling/process-range.ts';
import { givenRoles, rangesOf, startFleet } from './fleet.ts';
import { judgeSettings } from './judge-settings.ts';
import { prepareDatabase } from './prepare-database.ts';
import { type StackFile, writeStackFile, removeStackFile } from './stack-file.ts';
import { type Webloom, type WebloomOptions, startWebloom } from './processes.ts';
import type { Env } from './service/service.ts';
import { type Stack, type StackAddresses, createStack } from './stack.ts';
import { given } from '../../domain/system/given.ts';

export interface LocalOptions {
  readonly dataDir: string;
  readonly env: Env;
  /** Takes messages of progress and trouble, one line each. */
  readonly log: (line: string) => void;
  readonly useRunning?: boolean;
  /** See StackOptions. */
  readonly acceptLoss?: boolean;
  /** How many scrapers, pipelines and renderers there may be; one of each by default, the last on demand. */
  readonly ranges?: Partial<Readonly<Record<ScaledRole, ProcessRange>>>;
  readonly onLine?: WebloomOptions['onLine'];
  /** Ends the start early when aborted. */
  readonly signal: AbortSignal;
}

export interface LocalWebloom {
  readonly apiUrl: string;
  readonly addresses: StackAddresses;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Checks the settings first: if one process would refuse them, none is started. */
export async function startLocalWebloom(options: LocalOptions): Promise<LocalWebloom> {
  const { acceptLoss = false, dataDir, env, log, useRunning = false, signal } = options;
  await judgeSettings(env);
  const { bucket } = readConfig({ ...env, WEBLOOM_DATA_DIR: dataDir });
  if (bucket !== null) await requireBucketPlace(bucket);
  const stack = createStack({ dataDir, env, log, useRunning, acceptLoss });
  const abort = (): void => {
    log('stopping what has been started');
    void stack.stop();
  };
  signal.addEventListener('abort', abort, { once: true });
  const addresses = await stack.start();
  signal.removeEventListener('abort', abort);
  try {
    signal.throwIfAborted();
    await prepareDatabase({ mongoUri: addresses.mongoUri, dataDir, env, acceptLoss, log });
    return await withProcesses(options, stack, addresses);
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** For commands that read the stored data themselves: they may have another environment than this stack. */
function storageOf(dataDir: string, env: Env): NonNullable<StackFile['storage']> {
  const { databaseName, blobDir, bucket, blobsBefore } = readConfig({ ...env, WEBLOOM_DATA_DIR: dataDir });
  return { database: databaseName, blobDir: resolve(blobDir), bucket, blobsBefore };
}

async function withProcesses(
  options: LocalOptions,
  stack: Stack,
  addresses: StackAddresses,
): Promise<LocalWebloom> {
  const { dataDir, env, log, ranges: asked = {}, onLine, signal } = options;
  const ranges = rangesOf(asked);
  const webloom: Webloom = await startWebloom({
    addresses,
    dataDir,
    env,
    log,
    signal,
    counts: {
      scraper: ranges.scraper.floor,
      pipeline: ranges.pipeline.floor,
      renderer: ranges.renderer.floor,
    },
    ...given({ onLine }),
    onReady: ({ name, tookMs }) => log(`${name} ready in ${(tookMs / 1_000).toFixed(1)} s`),
  });
  const { mongoUri } = addresses;
  const asksFor = givenRoles(asked);
  const fleet = await startFleet({ mongoUri, env, log, given: asksFor, processes: webloom, ranges });
  writeStackFile(dataDir, {
    apiUrl: webloom.apiUrl,
    temporalUiUrl: addresses.temporalUiUrl ?? null,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    storage: storageOf(dataDir, env),
    services: {
      temporal: addresses.temporalAddress,
      rabbitmq: addresses.amqpUrl,
      store: addresses.mongoUri,
      logs: join(dataDir, 'logs'),
    },
  });
  return {
    apiUrl: webloom.apiUrl,
    addresses,
    async stop() {
      removeStackFile(dataDir);
      await fleet.stop();
      await webloom.stop();
      await stack.stop();
    },
    async kill() {
      removeStackFile(dataDir);
      await webloom.kill();
      await stack.kill();
    },
  };
}
