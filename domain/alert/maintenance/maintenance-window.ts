// A maintenance window: a time in which nobody is told of incidents of some jobs, because somebody works on what they look
// at. What still lasts at its end is told then.
import type { AlertScope } from '../rule/alert-rule.ts';
import type { Weekday } from '../../config/schedule/time-of-day.ts';

export type MaintenanceTime =
  | { readonly kind: 'once'; readonly from: Date; readonly until: Date }
  | {
      readonly kind: 'weekly';
      readonly days: readonly Weekday[];
      /** Times of day, as 22:00; an end before the begin is of the day after. */
      readonly from: string;
      readonly to: string;
      readonly zone: string;
    };

/** What becomes of changes and prices within it: told together at its end, or not told at all. */
export const MAINTENANCE_CHANGES = ['hold', 'drop'] as const;
export type MaintenanceChanges = (typeof MAINTENANCE_CHANGES)[number];

export interface MaintenanceWindow {
  readonly _id: string;
  readonly workspaceId: string;
  readonly scope: AlertScope;
  readonly when: MaintenanceTime;
  /** In the words of who made it. */
  readonly reason: string;
  readonly changes: MaintenanceChanges;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Of one workspace at most; those that are over for a month are removed when another one is made. */
export const MAX_WINDOWS = 100;

export interface MaintenanceStore {
  /** All of a workspace, the newest first. */
  list(workspaceId: string): Promise<MaintenanceWindow[]>;
  /** False when it is there already. */
  insert(window: MaintenanceWindow): Promise<boolean>;
  /** False when there was none. */
  remove(workspaceId: string, windowId: string): Promise<boolean>;
}
