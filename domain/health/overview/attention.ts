// What needs somebody: one list of all troubles, the gravest first, each with its one remedy.
import { type HealthComponent, isUnwell } from '../health.ts';
import type { Host } from '../../web/host/host.ts';
import { needsAttention } from '../../job/job-trouble.ts';
import { LIMIT_LABELS, remedyOf } from '../../job/limit/limit-words.ts';
import { useText } from '../../job/limit/use-words.ts';
import { type UsageReport, lastingUses } from '../../job/limit/usage-report.ts';
import { failuresInWords } from '../../web/politeness/circuit.ts';
import type { TroubledJob } from './overview-store.ts';

/** In the order in which they are shown. */
export const ATTENTION_KINDS = [
  'emergency-stop',
  'service-away',
  'store-filling',
  'disk-low',
  'agent-silent',
  'agent-grown',
  'queue-stuck',
  'starts-late',
  'network-away',
  'clean-up-late',
  'health-unknown',
  'backup-old',
  'job-failed',
  'gated',
  'held',
  'nothing-to-watch',
  'part-lost',
  'field-lost',
  'degraded',
  'host-failing',
  'limit-met',
  'limit-near',
] as const;
export const ATTENTION_SUBJECTS = [
  'service',
  'disk',
  'agent',
  'queue',
  'network',
  'monitor',
  'backup',
  'job',
  'host',
  'limit',
  'emergency',
] as const;

export interface Attention {
  readonly kind: (typeof ATTENTION_KINDS)[number];
  /** critical: nothing or little works until it is over. */
  readonly severity: 'critical' | 'warning';
  readonly subject: {
    readonly type: (typeof ATTENTION_SUBJECTS)[number];
    readonly id: string;
    readonly name: string;
  };
  readonly text: string;
  /** Epoch ms; null: not known. */
  readonly since: number | null;
  readonly remedy: Remedy;
}

interface Remedy {
  /** What to do, in words. */
  readonly words: string;
  /** The same in two or three words, for a button. */
  readonly label: string;
  /** A verb of the subject that does it; null: it is done elsewhere. */
  readonly verb: 'start' | null;
}

type Told = Pick<Attention, 'kind' | 'subject'> & { readonly label: string };

/** The components of the health document that are not well, by the same words; those not known have their cause beside them. */
export function unwellComponents(parts: readonly HealthComponent[]): Attention[] {
  const isMonitorSilent = parts.some(({ id, state }) => id === 'monitor' && state !== 'ok');
  const wanted = parts.filter(
    // A silent monitor is told as such already.
    (part) => isUnwell(part) || (part.kind === 'monitor' && part.state === 'unknown' && !isMonitorSilent),
  );
  return wanted.map((part) => {
    const { state, text, since, remedy } = part;
    const { kind, subject, label } = toldAs(part);
    return {
      kind,
      severity: state === 'critical' ? 'critical' : 'warning',
      subject,
      text,
      since,
      remedy: { words: remedy ?? 'See the screen of its health.', label, verb: null },
    };
  });
}

function toldAs({ kind, id, name, figures }: HealthComponent): Told {
  switch (kind) {
    case 'service':
      return { kind: 'service-away', subject: { type: 'service', id, name }, label: 'See health' };
    case 'agent':
      return {
        kind: isGrown(figures) ? 'agent-grown' : 'agent-silent',
        subject: { type: 'agent', id, name },
        label: 'See agents',
      };
    case 'store-room':
      return { kind: 'store-filling', subject: { type: 'service', id, name }, label: 'See health' };
    case 'disk':
      return { kind: 'disk-low', subject: { type: 'disk', id, name }, label: 'See health' };
    case 'queue':
      return { kind: 'queue-stuck', subject: { type: 'queue', id, name }, label: 'See queues' };
    case 'starts':
      return { kind: 'starts-late', subject: { type: 'queue', id, name }, label: 'See health' };
    case 'network':
    case 'mail':
    case 'hosts':
      return { kind: 'network-away', subject: { type: 'network', id, name }, label: 'See health' };
    case 'backup':
      return { kind: 'backup-old', subject: { type: 'backup', id, name }, label: 'See health' };
    case 'emergency':
      return { kind: 'emergency-stop', subject: { type: 'emergency', id, name }, label: 'See health' };
    case 'clean-up':
      return { kind: 'clean-up-late', subject: { type: 'disk', id, name }, label: 'See health' };
    case 'monitor':
      return { kind: 'health-unknown', subject: { type: 'monitor', id, name }, label: 'See health' };
  }
}

function isGrown({ draining, memory }: HealthComponent['figures']): boolean {
  return (draining ?? 0) > 0 || (memory ?? 0) > 0;
}

export function troubledJobs(jobs: readonly TroubledJob[]): Attention[] {
  return jobs
    .filter(({ trouble, shownState }) => needsAttention(shownState, trouble.kind))
    .map(({ _id, name, shownState, trouble, retryAt }) => {
      const { kind, text, since, remedy } = trouble;
      const isFailed = kind === 'failed';
      const mayStart = isFailed && shownState !== 'running' && shownState !== 'starting';
      return {
        kind: isFailed ? 'job-failed' : kind,
        severity: 'warning',
        subject: { type: 'job', id: _id, name },
        text: retryAt === null ? text : `${text} It is tried again by itself.`,
        since: since.getTime(),
        remedy: {
          words: remedy ?? 'Look at its last run; when the cause is gone, start it again.',
          label: labelOf(kind, mayStart),
          verb: mayStart ? 'start' : null,
        },
      };
    });
}

function labelOf(kind: TroubledJob['trouble']['kind'], mayStart: boolean): string {
  if (kind === 'part-lost' || kind === 'field-lost' || kind === 'nothing-to-watch') return 'Review the page';
  return mayStart ? 'Run again' : 'See the job';
}

export function failingHosts(hosts: readonly Host[]): Attention[] {
  return hosts.map((host) => ({
    kind: 'host-failing',
    severity: 'warning',
    subject: { type: 'host', id: host._id, name: host._id },
    text: `It answered with ${failuresInWords(host)}. It is left alone; one request at a time finds out when it is back.`,
    since: host.failingSince === 0 ? null : host.failingSince,
    remedy: {
      words: 'Open the site in a browser: is it there, and does it refuse? Its jobs go on by themselves.',
      label: 'See the host',
      verb: null,
    },
  }));
}

/** Limits of which most or all is used. */
export function nearLimits(report: UsageReport): Attention[] {
  return lastingUses(report).map((use) => ({
    kind: use.level === 'over' ? 'limit-met' : 'limit-near',
    severity: 'warning',
    subject: { type: 'limit', id: use.limit, name: LIMIT_LABELS[use.limit] },
    text: useText(use, report.plan),
    since: null,
    remedy: { words: remedyOf(use.limit), label: 'See the use', verb: null },
  }));
}

/** Critical ones first, then by kind; of one kind the latest first. */
export function orderAttention(all: readonly Attention[]): Attention[] {
  const rank = ({ severity, kind }: Attention): number =>
    (severity === 'critical' ? 0 : ATTENTION_KINDS.length) + ATTENTION_KINDS.indexOf(kind);
  return all.toSorted((a, b) => rank(a) - rank(b) || (b.since ?? 0) - (a.since ?? 0));
}
