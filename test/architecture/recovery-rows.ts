// The part of the import map that is about mending: dead letters, and what is fetched again.
import type { ImportRow } from './import-row.ts';

export const RECOVERY_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/dead-letter',
    may: ['domain/dispatch', 'domain/owned-id.ts', 'domain/page', 'domain/url'],
    mayType: ['domain/clock.ts', 'domain/delivery', 'domain/run'],
  },
  {
    path: 'domain/control/dead-letter',
    may: [
      'domain/access/workspace-id.ts',
      'domain/control',
      'domain/dead-letter',
      'domain/delivery',
      'domain/errors.ts',
      'domain/job',
      'domain/limit',
      'domain/page',
      'domain/run',
      'domain/store',
      'domain/url',
    ],
    mayType: ['domain/alert', 'domain/channel', 'domain/clock.ts', 'domain/egress', 'domain/fault.ts'],
  },
  {
    path: 'workers/monitor/letter-turns.ts',
    may: ['domain/control/dead-letter', 'workers/monitor', 'workers/wiring'],
  },
];
