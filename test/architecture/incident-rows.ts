// The part of the import map that is about what is worth telling: alert rules, incidents, the sweep over them, and what it
// may do: pause a host.
import type { ImportRow } from './import-row.ts';

export const INCIDENT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/alert',
    may: [
      'domain/clip.ts',
      'domain/access/workspace-id.ts',
      'domain/agent',
      'domain/change',
      'domain/errors.ts',
      'domain/fault.ts',
      'domain/health',
      'domain/job',
      'domain/owned-id.ts',
      'domain/politeness',
      'domain/price',
      'domain/run/degradation',
      'domain/schedule',
      'domain/watch',
    ],
    mayType: ['domain/page', 'domain/run'],
  },
  {
    path: 'domain/alert/schema.ts',
    may: ['domain/change', 'domain/price/rule/schema.ts', 'domain/run/degradation'],
    npm: ['zod'],
  },
  {
    path: 'domain/control/alert',
    may: [
      'domain/access/workspace-id.ts',
      'domain/alert',
      'domain/audit',
      'domain/control',
      'domain/errors.ts',
      'domain/health',
      'domain/fault.ts',
      'domain/incident',
      'domain/job',
      'domain/maintenance',
      'domain/limit',
      'domain/page',
      'domain/politeness',
      'domain/price',
      'domain/run/degradation',
      'domain/run',
      'domain/schedule',
      'domain/url',
    ],
    mayType: [
      'domain/maintenance/schema.ts',
      'domain/alert/schema.ts',
      'domain/channel',
      'domain/host',
      'domain/overview',
    ],
  },
  {
    path: 'domain/control/host',
    may: ['domain/access/workspace-id.ts', 'domain/errors.ts'],
    mayType: ['domain/clock.ts', 'domain/host', 'domain/job', 'domain/overview', 'domain/politeness'],
  },
  {
    path: 'domain/maintenance',
    may: ['domain/alert', 'domain/schedule'],
  },
  { path: 'domain/maintenance/schema.ts', may: ['domain/alert/schema.ts', 'domain/schedule'], npm: ['zod'] },
  {
    path: 'domain/incident',
    may: ['domain/alert', 'domain/errors.ts', 'domain/run'],
    mayType: ['domain/clock.ts', 'domain/health', 'domain/maintenance', 'domain/mend'],
  },
];
