// An alert rule: which jobs it looks at, what is worth telling, and whom it tells how often.
import type { ChangeKind, Severity } from '../../change/change.ts';
import type { FindingKind } from '../../config/gate/finding.ts';
import type { EscalationStep } from './escalation.ts';
import type { PriceRule } from '../../price/rule/rule-input.ts';

export type AlertScope =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'tag'; readonly tag: string };

export const ALERT_KINDS = [
  'change',
  'price',
  'run-failed',
  'pages-failing',
  'degraded',
  'nothing-to-watch',
  'no-run',
  'host-blocked',
  'health',
  'limit-near',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface ChangeCondition {
  readonly kind: 'change';
  /** Absent: all kinds. */
  readonly kinds?: readonly ChangeKind[] | undefined;
  /** Absent: all of them. */
  readonly leastSeverity?: Severity | undefined;
  /** Name of a field, or part of the heading above what changed. */
  readonly part?: string | undefined;
  /** In the title, the summary, or what came or went: a text, or a pattern as /sold out/i. */
  readonly text?: string | undefined;
}

export interface PriceCondition {
  readonly kind: 'price';
  readonly rule: PriceRule;
}

export type AlertCondition =
  | ChangeCondition
  | PriceCondition
  | { readonly kind: 'run-failed' }
  /** Pages that failed in so many runs one after the other. */
  | { readonly kind: 'pages-failing'; readonly runs: number }
  | DegradedCondition
  /** A job of which no page is there, whose part fits nothing, or of which a field is on no page. */
  | { readonly kind: 'nothing-to-watch' }
  /** So many minutes after a run was due. */
  | { readonly kind: 'no-run'; readonly afterMinutes: number }
  /** A host of a job that has answered with nothing but failures or refusals for so many minutes. */
  | { readonly kind: 'host-blocked'; readonly afterMinutes: number }
  | HealthCondition
  /** So much of a limit of the workspace's plan is in use. */
  | { readonly kind: 'limit-near'; readonly percent: number };

/** A run that went worse than those before it. */
export interface DegradedCondition {
  readonly kind: 'degraded';
  /** Only these findings; absent: all. */
  readonly findings?: readonly FindingKind[] | undefined;
}

/** A part of Webloom itself that has not been well for so many minutes. */
export interface HealthCondition {
  readonly kind: 'health';
  /** Kinds or ids of parts, as `queue` or `disk`; absent: all. */
  readonly parts?: readonly string[] | undefined;
  readonly afterMinutes: number;
}

/** Times of day, as 22:00, in the rule's zone. */
interface QuietHours {
  readonly from: string;
  readonly to: string;
}

export const DIGESTS = ['none', 'hour', 'day'] as const;
type Digest = (typeof DIGESTS)[number];

export interface AlertRuleInput {
  readonly name: string;
  readonly enabled: boolean;
  readonly scope: AlertScope;
  readonly when: AlertCondition;
  /** Ids of channels, or all that the workspace has. */
  readonly channels: 'all' | readonly string[];
  /** Tell again after so many minutes, until somebody acknowledges it; absent: told once. */
  readonly remindMinutes?: number | undefined;
  /** What follows while nobody acknowledges it, in this order; absent: nothing. */
  readonly steps?: readonly EscalationStep[] | undefined;
  /** Tell when it is over, too. */
  readonly tellEnd: boolean;
  readonly digest: Digest;
  /** Nothing is told within them; what waited is told at their end. */
  readonly quietHours?: QuietHours | undefined;
  /** Of quiet hours and digests. */
  readonly zone: string;
  /** Of one run so many changes or prices are told one by one; the others are one message. */
  readonly stormAfter: number;
}

export interface AlertRule extends AlertRuleInput {
  readonly _id: string;
  readonly workspaceId: string;
  /** Rises with every change; used as the ETag. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Rules of one workspace at most. */
export const MAX_RULES = 200;

export interface AlertRuleStore {
  /** All of a workspace, by name. */
  list(workspaceId: string): Promise<AlertRule[]>;
  get(ruleId: string): Promise<AlertRule | null>;
  /** False when it is there already. */
  insert(rule: AlertRule): Promise<boolean>;
  /** Compare-and-set on `version`. */
  replace(rule: AlertRule, version: number): Promise<boolean>;
  /** False when there was none. */
  remove(workspaceId: string, ruleId: string): Promise<boolean>;
  /** Rules of this kind in all workspaces that are enabled. */
  ofKind(kind: AlertKind): Promise<AlertRule[]>;
}

export const NARROW_FIRST: readonly AlertScope['kind'][] = ['job', 'tag', 'workspace'];

/** Lower: it looks at fewer jobs. */
export function narrownessOf({ scope }: Pick<AlertRule, 'scope'>): number {
  return NARROW_FIRST.indexOf(scope.kind);
}

export interface ScopedJob {
  readonly jobId: string;
  readonly tags: readonly string[];
}

export function isInScope(scope: AlertScope, { jobId, tags }: ScopedJob): boolean {
  switch (scope.kind) {
    case 'workspace':
      return true;
    case 'job':
      return scope.jobId === jobId;
    case 'tag':
      return tags.includes(scope.tag);
  }
}
