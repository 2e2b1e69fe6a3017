// What needs somebody: one list of all troubles, the gravest first, each with its one remedy.
import type { AgentRole } from '../agent/agent.ts';
import { DISK_REMEDY, type DiskSpace, describeDisk } from '../disk/disk-space.ts';
import type { Host } from '../host/host.ts';
import { failuresInWords } from '../politeness/circuit.ts';
import type { TroubledJob } from './overview-store.ts';

export type ServiceName = 'store' | 'broker' | 'temporal';

export interface Attention {
  readonly kind:
    | 'service-away'
    | 'disk-low'
    | 'agent-silent'
    | 'job-failed'
    | 'part-lost'
    | 'field-lost'
    | 'host-failing';
  /** critical: nothing or little works until it is over. */
  readonly severity: 'critical' | 'warning';
  readonly subject: {
    readonly type: 'service' | 'disk' | 'agent' | 'job' | 'host';
    readonly id: string;
    readonly name: string;
  };
  readonly text: string;
  /** Epoch ms; null: not known. */
  readonly since: number | null;
  readonly remedy: Remedy;
}

export interface Remedy {
  /** What to do, in words. */
  readonly words: string;
  /** The same in two or three words, for a button. */
  readonly label: string;
  /** A verb of the subject that does it; null: it is done elsewhere. */
  readonly verb: 'start' | null;
}

/** A part of Webloom that is not well. */
export interface AwayPart {
  readonly name: string;
  readonly detail: string;
  readonly since: number | null;
}

const SERVICES: Readonly<Record<ServiceName, { title: string; effect: string }>> = {
  store: { title: 'The store', effect: 'Nothing can be read or stored until it is back.' },
  broker: { title: 'RabbitMQ', effect: 'Nothing is fetched until it is back; nothing is lost.' },
  temporal: {
    title: 'Temporal',
    effect: 'No run begins or goes on until it is back; pause and stop are kept and obeyed then.',
  },
};

const EFFECTS: Readonly<Record<AgentRole, string>> = {
  api: 'This page may be served by another one.',
  orchestrator: 'No run begins, goes on or ends until it is back; pause and stop still work.',
  dispatcher: 'No page is asked for until it is back.',
  scraper: 'No page is fetched until it is back; what is due waits in the queue.',
  pipeline: 'What was fetched waits to be read and stored.',
  monitor: 'Lost runs are not ended and schedules not looked after until it is back.',
};

const RESTART = '“webloom up” starts it again by itself; where it does not, “webloom doctor” tells why.';

export function awayParts(parts: readonly AwayPart[]): Attention[] {
  return parts.flatMap((part) => {
    if (isService(part.name)) return [awayService(part, part.name)];
    return isRole(part.name) ? [silentAgent(part, part.name)] : [];
  });
}

function isService(name: string): name is ServiceName {
  return name in SERVICES;
}

function isRole(name: string): name is AgentRole {
  return name in EFFECTS;
}

function awayService({ detail, since }: AwayPart, name: ServiceName): Attention {
  const { title, effect } = SERVICES[name];
  return {
    kind: 'service-away',
    severity: 'critical',
    subject: { type: 'service', id: name, name: title },
    text: `${sentence(detail)} ${effect}`,
    since,
    remedy: { words: RESTART, label: 'See health', verb: null },
  };
}

function silentAgent({ detail, since }: AwayPart, role: AgentRole): Attention {
  return {
    kind: 'agent-silent',
    severity: role === 'monitor' || role === 'api' ? 'warning' : 'critical',
    subject: { type: 'agent', id: role, name: `The ${role}` },
    text: `${sentence(detail)} ${EFFECTS[role]}`,
    since,
    remedy: { words: RESTART, label: 'See agents', verb: null },
  };
}

export function lowDisk(disk: DiskSpace | null): Attention[] {
  if (disk === null || disk.state === 'ok') return [];
  return [
    {
      kind: 'disk-low',
      severity: disk.state === 'full' ? 'critical' : 'warning',
      subject: { type: 'disk', id: disk.folder, name: 'The disk' },
      text: describeDisk(disk),
      since: null,
      remedy: { words: DISK_REMEDY, label: 'See health', verb: null },
    },
  ];
}

/** States in which nobody expects the job to do anything. */
const RESTING = ['archived', 'stopped'];

export function troubledJobs(jobs: readonly TroubledJob[]): Attention[] {
  return jobs
    .filter(({ shownState }) => !RESTING.includes(shownState))
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
          label: isFailed ? (mayStart ? 'Run again' : 'See the job') : 'Review the page',
          verb: mayStart ? 'start' : null,
        },
      };
    });
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

const ORDER: readonly Attention['kind'][] = [
  'service-away',
  'disk-low',
  'agent-silent',
  'job-failed',
  'part-lost',
  'field-lost',
  'host-failing',
];

/** Critical ones first, then by kind; of one kind the latest first. */
export function orderAttention(all: readonly Attention[]): Attention[] {
  const rank = ({ severity, kind }: Attention): number =>
    (severity === 'critical' ? 0 : ORDER.length) + ORDER.indexOf(kind);
  return all.toSorted((a, b) => rank(a) - rank(b) || (b.since ?? 0) - (a.since ?? 0));
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
