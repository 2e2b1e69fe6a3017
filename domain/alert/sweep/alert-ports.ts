// The ports of the alert sweep, and what one turn of it knows of rules and jobs.
import { type AlertRule, type AlertRuleStore, isInScope, type ScopedJob } from '../rule/alert-rule.ts';
import type { AlertMarkStore, AlertStateStore } from '../rule/alert-store.ts';
import type { EscalationAction } from '../rule/escalation.ts';
import { type RuledMoves, ruledMovesOf } from '../rule/own-price-rule.ts';
import type { AlertMessage } from '../rule/message.ts';
import { given } from '../../system/given.ts';
import type { HealthStore } from '../../health/health.ts';
import type { HostStore } from '../../web/host/host-store.ts';
import type { ActionOutcome } from '../incident/escalate.ts';
import type { IncidentStore } from '../incident/incident.ts';
import type { Job } from '../../job/job.ts';
import type { JobStore } from '../../job/job-store.ts';
import type { MaintenanceStore } from '../maintenance/maintenance-window.ts';
import type { OverviewStore } from '../../health/overview/overview-store.ts';
import type { FailureStore, HistoryStore } from '../../page/page-store.ts';
import type { RunStore } from '../../run/run-store.ts';
import type { ActTarget } from './act-on-incident.ts';
import type { GuardPorts } from '../model-summary/summary-guard.ts';
import type { AnnouncePorts } from '../../job/control-ports.ts';

export interface AlertPorts extends AnnouncePorts, GuardPorts {
  readonly alertRules: AlertRuleStore;
  readonly alertMarks: AlertMarkStore;
  readonly alertStates: AlertStateStore;
  readonly incidents: IncidentStore;
  readonly maintenance: Pick<MaintenanceStore, 'list'>;
  readonly jobs: Pick<JobStore, 'get' | 'due'>;
  readonly runs: Pick<RunStore, 'summaries'>;
  readonly failures: Pick<FailureStore, 'list' | 'deadAmong'>;
  readonly history: Pick<HistoryStore, 'change' | 'changes' | 'prices' | 'settleUnreleased'>;
  readonly hosts: Pick<HostStore, 'get' | 'list'>;
  readonly overview: Pick<OverviewStore, 'jobsOfHosts'>;
  readonly health: Pick<HealthStore, 'get'>;
  /** What a step of a rule does; safe to repeat. */
  readonly act: (action: EscalationAction, target: ActTarget) => Promise<ActionOutcome>;
  /** Hands the message over to be delivered; safe to repeat. */
  readonly send: (message: AlertMessage, channels: AlertRule['channels']) => Promise<unknown>;
  /** Whether some channel was handed this message, though that may not be noted yet. */
  readonly wasSent: (message: AlertMessage, channels: AlertRule['channels']) => Promise<boolean>;
}

export type AlertJob = Pick<
  Job,
  'name' | 'note' | 'workspaceId' | 'activeRun' | 'retryAt' | 'nextRunAt' | 'trouble'
> &
  ScopedJob & {
    /** Of which moves of its prices the job says itself which matter. */
    readonly ruledMoves: RuledMoves;
    /** A language model may say in a sentence what changed. */
    readonly wantsSummary: boolean;
    /** Where people look at its page; absent: at the address that is watched. */
    readonly link?: string | undefined;
  };

/** Rules and jobs, each read once a turn. */
export class AlertTurn {
  readonly #ports: AlertPorts;
  readonly #rules = new Map<string, Promise<AlertRule[]>>();
  readonly #jobs = new Map<string, Promise<AlertJob | null>>();

  constructor(ports: AlertPorts) {
    this.#ports = ports;
  }

  rules(workspaceId: string): Promise<AlertRule[]> {
    return kept(this.#rules, workspaceId, async () =>
      (await this.#ports.alertRules.list(workspaceId)).filter(({ enabled }) => enabled),
    );
  }

  /** Null: the job was removed meanwhile. */
  job(jobId: string): Promise<AlertJob | null> {
    return kept(this.#jobs, jobId, async () => {
      const job = await this.#ports.jobs.get(jobId);
      return job === null ? null : toAlertJob(job);
    });
  }

  async rulesOf(job: AlertJob): Promise<AlertRule[]> {
    return (await this.rules(job.workspaceId)).filter(({ scope }) => isInScope(scope, job));
  }
}

/** A job may hold a hundred thousand addresses; a turn keeps none of them. */
export function toAlertJob(job: Job): AlertJob {
  const { _id, name, note, workspaceId, activeRun, retryAt, nextRunAt, trouble = null } = job;
  const { tags = [], config } = job;
  const ruledMoves = ruledMovesOf(config.changes.priceRules);
  const state = { activeRun, retryAt, nextRunAt, trouble };
  return {
    ...state,
    jobId: _id,
    name,
    ...given({ note }),
    workspaceId,
    tags,
    ruledMoves,
    wantsSummary: config.changes.modelSummary === true,
    link: config.link,
  };
}

/** As a message names it. */
export function namedJob({ jobId, name, note }: AlertJob): NonNullable<AlertMessage['job']> {
  return { id: jobId, name, ...given({ note }) };
}

/** As a message tells of it: with the address that people open. */
export function linked<Seen extends { readonly url: string }>(seen: Seen, { link }: AlertJob): Seen {
  return link === undefined ? seen : { ...seen, url: link };
}

function kept<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const value = known.get(key) ?? read();
  known.set(key, value);
  return value;
}
