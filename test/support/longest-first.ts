// The order of test files: those that take longest begin first, so that at the end no worker is left alone with one of them.
// A clean clone knows no times of an earlier run, and the size of a file says little of a test that waits.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longer than half a minute, in the order in which they begin. */
export const LONGEST = [
  'adapters/browser/hanging-pages',
  'adapters/browser/picture',
  'system/dashboard/screens',
  'faults/network',
  'faults/frozen-service',
  'system/scaling',
  'system/api-description',
  'faults/terminal',
  'faults/two-hosts',
  'system/verb-outage',
  'system/runbook',
  'faults/rendered-run',
  'faults/broker-cluster',
  'faults/kill',
  'system/alert-escalation',
  'system/chains',
  // Not beside faults/network: both run three systems.
  'faults/service-loss',
  'faults/moved-folder',
  'faults/moved-blobs',
  'faults/receipt',
  'system/full-disk',
  'system/health',
  'faults/freeze',
  // Not beside hostile-watch and the screens: each takes a processor for itself.
  'system/picture-watch',
  'system/schedule-times',
  'system/dashboard/journey',
  'faults/supervisor',
  'system/limits',
  'faults/temporal-loss',
  'system/hostile-watch',
  'system/backup',
  'system/dashboard/trouble',
  'system/shop-lifecycle',
  'system/dashboard/stream',
  'system/missed-times',
  'faults/dns',
  'system/fallbacks',
  'system/control-phases',
  'system/second-looks',
  'system/proxy',
  'system/broken-host',
  'system/metrics',
];

function rankOf({ moduleId }: TestSpecification): number {
  const at = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at === -1 ? LONGEST.length : at;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
