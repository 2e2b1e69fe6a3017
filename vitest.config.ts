// Test projects: `pure` (rules, no I/O), `local` (sockets, files, embedded store), `system` (the real Temporal, RabbitMQ and
// store, started once by its global set-up), `system-timed` (the same, two files at a time) and `faults` (the same, with things
// that break). No file is isolated from those before it in a process: what they had loaded would be loaded again.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const LOCAL = [
  'test/adapters/**/*.test.ts',
  'test/contracts/**/*.test.ts',
  'test/embedded-store/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/api/**/*.test.ts',
  'test/workers/**/*.test.ts',
  'test/activities/**/*.test.ts',
  'test/real-site/**/*.test.ts',
  'test/gauntlet/pictures.test.ts',
  'test/deploy/{compose,dependencies,kustomize,promtool,systemd,temporal-steps}.test.ts',
];
/** They need a service, and would start one for each file. */
const WITH_BROKER = [
  'test/cli/stack/broker-look.test.ts',
  'test/adapters/amqp/{broker,broker-link,broker-tls,dead-letter-broker,outage,publisher}.test.ts',
  'test/workers/scraper/{process,scraper}.test.ts',
  'test/activities/preview/broker-away.test.ts',
];
const SYSTEM = ['test/system/**/*.test.ts', 'test/workflows/**/*.test.ts', ...WITH_BROKER];
/** They measure how soon something happens, to parts of a second: little else may go on. */
const TIMED = ['emergency', 'one-budget', 'pause-and-stop', 'side-by-side'].map(
  (name) => `test/system/${name}.test.ts`,
);
const FAULTS = ['test/faults/**/*.test.ts'];

/** Files at a time that compute. Vitest's own default leaves one core free, which is half of a machine with two. */
const WORKERS = Math.max(2, availableParallelism() - 1);
/** Files at a time of which some wait for a socket or a timer. */
const SOCKET_WORKERS = WORKERS + 1;
/** Files at a time that mostly wait, each in a namespace of its own: a file takes a third to half of a core of two. */
const WAITING_WORKERS = WORKERS + 1;
/** Characters of a value in the message of a failure, which is all that the report keeps of a test that passed when repeated. */
const VALUE_SHOWN = { truncateThreshold: 400 };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...LOCAL, ...SYSTEM, ...FAULTS],
          pool: 'threads',
          isolate: false,
          maxWorkers: WORKERS,
          // Properties are quick, but not on a machine that does other things.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'local',
          include: LOCAL,
          exclude: WITH_BROKER,
          pool: 'forks',
          // Two thirds of a file's time were the loading of what the file before it had loaded too.
          isolate: false,
          maxWorkers: SOCKET_WORKERS,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: SYSTEM,
          exclude: TIMED,
          globalSetup: ['test/support/system-services.ts'],
          pool: 'forks',
          isolate: false,
          maxWorkers: WAITING_WORKERS,
          // After those that compute: a process of these tests may take both cores.
          sequence: { groupOrder: 2 },
          chaiConfig: VALUE_SHOWN,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'system-timed',
          include: TIMED,
          globalSetup: ['test/support/system-services.ts'],
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
          chaiConfig: VALUE_SHOWN,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: FAULTS,
          globalSetup: ['test/support/system-services.ts'],
          pool: 'forks',
          isolate: false,
          maxWorkers: WAITING_WORKERS,
          // Beside the others that wait, each in its own system.
          sequence: { groupOrder: 2 },
          chaiConfig: VALUE_SHOWN,
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
