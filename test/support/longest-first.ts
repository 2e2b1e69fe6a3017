// The order of test files: those that take longest begin first, so that at the end no worker is left alone with one of them.
// A clean clone knows no times of an earlier run, and the size of a file says little of a test that waits.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longer than half a minute, in the order in which they begin. */
export const LONGEST = [
  'system/scaling',
  'system/api-description',
  'system/dashboard/screens',
  'system/verb-outage',
  'system/alert-escalation',
  'system/health',
  'system/dashboard/journey',
  'system/dashboard/trouble',
  'system/chains',
  'system/full-disk',
  'system/limits',
  'system/missed-times',
  'system/backup',
  'system/schedule',
  'system/hostile-watch',
  'system/broken-host',
  'system/second-looks',
  'system/metrics',
  'faults/network',
  // Not beside the one above: both run three systems.
  'faults/service-loss',
  'faults/frozen-service',
  'faults/kill',
  'faults/receipt',
  'faults/freeze',
  'faults/supervisor',
  'faults/temporal-loss',
  'faults/dns',
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
