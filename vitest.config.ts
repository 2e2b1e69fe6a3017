// Test projects: `pure` (rules, no I/O, one un-isolated pool), `local` (sockets, files, embedded store), `system` (the real
// Temporal, RabbitMQ and store, started once by its global set-up) and `faults` (the same, with things that break).
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const LOCAL = [
  'test/adapters/**/*.test.ts',
  'test/contracts/**/*.test.ts',
  'test/embedded-store/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/api/**/*.test.ts',
  'test/workers/**/*.test.ts',
  'test/activities/**/*.test.ts',
  'test/real-site/**/*.test.ts',
];
const SYSTEM = ['test/system/**/*.test.ts', 'test/workflows/**/*.test.ts'];
const FAULTS = ['test/faults/**/*.test.ts'];

/** Files at a time that compute. Vitest's own default leaves one core free, which is half of a machine with two. */
const WORKERS = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
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
          pool: 'forks',
          // Two thirds of a file's time were the loading of what the file before it had loaded too.
          isolate: false,
          maxWorkers: WORKERS,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: SYSTEM,
          globalSetup: ['test/support/system-services.ts'],
          pool: 'forks',
          fileParallelism: false,
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
          fileParallelism: false,
          // After all others: a fault is judged on a machine that does nothing else.
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
