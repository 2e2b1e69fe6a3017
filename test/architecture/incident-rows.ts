// The part of the import map that is about what is worth telling: alert rules, incidents, the sweep over them, and what it
// may do: pause a host.
import type { ImportRow } from './import-row.ts';

export const INCIDENT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/alert',
    may: [
      'domain/system/clip.ts',
      'domain/system/access/workspace-id.ts',
      'domain/system/agent',
      'domain/change',
      'domain/system/errors.ts',
      'domain/system/fault.ts',
      'domain/health',
      'domain/job',
      'domain/system/owned-id.ts',
      'domain/web/politeness',
      'domain/price',
      'domain/run/degradation',
      'domain/config/schedule',
      'domain/reading/part',
    ],
    mayType: ['domain/page', 'domain/run'],
  },
  {
    path: 'domain/alert/rule/schema.ts',
    may: ['domain/change', 'domain/price/rule/schema.ts', 'domain/run/degradation'],
    npm: ['zod'],
  },
  {
    path: 'domain/alert/sweep',
    may: [
      'domain/system/access/workspace-id.ts',
      'domain/alert',
      'domain/system/audit',
      'domain/job/verb',
      'domain/system/errors.ts',
      'domain/health',
      'domain/system/fault.ts',
      'domain/alert/incident',
      'domain/job',
      'domain/alert/maintenance',
      'domain/job/limit',
      'domain/page',
      'domain/web/politeness',
      'domain/price',
      'domain/run/degradation',
      'domain/run',
      'domain/config/schedule',
      'domain/web/url',
    ],
    mayType: [
      'domain/alert/maintenance/schema.ts',
      'domain/alert/rule/schema.ts',
      'domain/alert/channel',
      'domain/job/plan',
      'domain/health/overview',
    ],
  },
  {
    path: 'domain/job/hold',
    may: ['domain/system/access/workspace-id.ts', 'domain/system/errors.ts'],
    mayType: [
      'domain/system/clock.ts',
      'domain/job/plan',
      'domain/job',
      'domain/health/overview',
      'domain/web/politeness',
    ],
  },
  {
    path: 'domain/alert/maintenance',
    may: ['domain/alert', 'domain/config/schedule'],
  },
  {
    path: 'domain/alert/maintenance/schema.ts',
    may: ['domain/alert/rule/schema.ts', 'domain/config/schedule'],
    npm: ['zod'],
  },
  {
    path: 'domain/alert/incident',
    may: ['domain/alert', 'domain/system/errors.ts', 'domain/run'],
    mayType: ['domain/system/clock.ts', 'domain/health', 'domain/alert/maintenance', 'domain/upkeep/mend'],
  },
];
