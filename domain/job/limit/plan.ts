// A plan: named limits of a workspace. Two are built in; the operator may add others or change these in one JSON file.
import { HOUR_MS } from '../../system/duration.ts';

export const LIMITS = [
  'jobs',
  'hosts',
  'shortestIntervalMs',
  'concurrentRuns',
  'pagesPerRun',
  'pagesPerMonth',
  'deliveriesPerDay',
  'storedBytes',
  'retentionDays',
] as const;
export type LimitName = (typeof LIMITS)[number];

/** Null: there is no such limit. */
export type Limits = Readonly<Record<LimitName, number | null>>;

export const UNLIMITED = 'unlimited';
export const FREE = 'free';

export const BUILT_IN_PLANS: Readonly<Record<typeof UNLIMITED | typeof FREE, Limits>> = {
  [UNLIMITED]: {
    jobs: null,
    hosts: null,
    shortestIntervalMs: null,
    concurrentRuns: null,
    pagesPerRun: null,
    pagesPerMonth: null,
    deliveriesPerDay: null,
    storedBytes: null,
    retentionDays: null,
  },
  [FREE]: {
    jobs: 10,
    hosts: 10,
    shortestIntervalMs: HOUR_MS,
    concurrentRuns: 2,
    pagesPerRun: 1_000,
    pagesPerMonth: 20_000,
    deliveriesPerDay: 100,
    storedBytes: 1_000_000_000,
    retentionDays: 30,
  },
};

export interface PlanBook {
  readonly plans: Readonly<Record<string, Limits>>;
  /** Of a workspace that is made without naming one. */
  readonly ofNewWorkspaces: string;
}

export const BUILT_IN_BOOK: PlanBook = { plans: BUILT_IN_PLANS, ofNewWorkspaces: FREE };

export interface NamedLimits {
  readonly plan: string;
  readonly limits: Limits;
  /** The file of plans does not name the workspace's plan any more, so the limits of `free` hold. */
  readonly isUnknown: boolean;
}

/** A workspace without a plan is that of an own installation, or older than plans: nothing limits it. */
export function limitsOf({ plans }: PlanBook, plan: string = UNLIMITED): NamedLimits {
  const limits = Object.hasOwn(plans, plan) ? plans[plan] : undefined;
  if (limits !== undefined) return { plan, limits, isUnknown: false };
  return { plan, limits: plans[FREE] ?? BUILT_IN_PLANS[FREE], isUnknown: true };
}
