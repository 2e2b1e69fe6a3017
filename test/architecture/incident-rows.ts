// The part of the import map that is about what is worth telling: alert rules, incidents, and the sweep over them.
import type { ImportRow } from './import-row.ts';

export const INCIDENT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/alert',
    may: ['domain/change', 'domain/owned-id.ts', 'domain/price', 'domain/watch'],
    mayType: ['domain/page', 'domain/run'],
  },
  {
    path: 'domain/control/alert',
    may: ['domain/alert', 'domain/control', 'domain/incident', 'domain/page', 'domain/price'],
    mayType: ['domain/job', 'domain/run'],
  },
  {
    path: 'domain/incident',
    may: ['domain/alert', 'domain/errors.ts', 'domain/run'],
    mayType: ['domain/clock.ts'],
  },
];
