// The part of the import map that is about mending: dead letters, and what is fetched again.
import type { ImportRow } from './import-row.ts';

export const RECOVERY_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/upkeep/dead-letter',
    may: ['domain/run/dispatch', 'domain/system/owned-id.ts', 'domain/page', 'domain/web/url'],
    mayType: ['domain/system/clock.ts', 'domain/alert/delivery', 'domain/run'],
  },
  {
    path: 'domain/upkeep/dead-letter',
    may: [
      'domain/system/access/workspace-id.ts',
      'domain/job/verb',
      'domain/upkeep/dead-letter',
      'domain/alert/delivery',
      'domain/system/errors.ts',
      'domain/job',
      'domain/job/limit',
      'domain/page',
      'domain/run',
      'domain/run/visit',
      'domain/web/url',
    ],
    mayType: [
      'domain/alert',
      'domain/alert/channel',
      'domain/system/clock.ts',
      'domain/web/egress',
      'domain/system/fault.ts',
    ],
  },
  {
    path: 'workers/monitor/letter-turns.ts',
    may: ['domain/upkeep/dead-letter', 'workers/monitor', 'workers/wiring'],
  },
];
