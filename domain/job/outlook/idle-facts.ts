// The facts about a run from which `why-idle.ts` explains why nothing moves, and the form of its answers.
import type { AgentRole } from '../../system/agent/agent.ts';
import type { DiskSpace } from '../../system/disk/disk-space.ts';
import type { Circuit } from '../../web/politeness/circuit.ts';
import type { HostPause } from '../../web/politeness/host-pause.ts';
import type { DelayCause } from '../../web/politeness/pace.ts';
import type { RunFinding } from '../../config/gate/finding.ts';
import type { RunState } from '../../run/lifecycle.ts';
import type { EndingReason } from '../../run/run.ts';
import type { SourceProgress } from '../../run/source-progress.ts';

export interface FailedPage {
  readonly url: string;
  readonly reason: string;
  readonly detail: string;
}

/** What the host's document says of it, as far as it explains a wait. */
export interface HostWait extends Circuit {
  readonly host: string;
  /** Until when the host asked to be left alone; epoch ms, 0 = it did not ask. */
  readonly notBefore: number;
  /** Pause between two requests of this run, and who asked for it. */
  readonly delayMs: number;
  readonly delayCause: DelayCause;
  readonly robots: 'unknown' | 'rules' | 'allow-all' | 'unreachable';
  /** Why robots.txt can not be read; empty where it can. */
  readonly robotsFailure: string;
  /** Somebody has paused it. */
  readonly held?: HostPause;
}

export interface IdleFacts {
  readonly state: RunState;
  readonly phase: 'discovering' | 'crawling';
  /** Epoch ms. */
  readonly now: number;
  readonly createdAt: number;
  /** Transitions the workflow has not acted on yet. */
  readonly unacknowledged: number;
  readonly openChunks: { readonly planned: number; readonly scraped: number; readonly storing: number };
  /** Epoch ms of the earliest waiting visit, if any; it may lie in the past. */
  readonly nextDueAt: number | null;
  /** Epoch ms of the earliest visit of the open chunks that is not due yet; the chunk waits for it. */
  readonly openDueAt: number | null;
  readonly hosts: readonly HostWait[];
  /** Processes of each role that gave a sign of life in the last seconds. */
  readonly alive: Readonly<Record<AgentRole, number>>;
  readonly brokerReachable: boolean;
  /** The broker's alarm when its own disk is full: it is reachable but takes no message. Null: no alarm. */
  readonly brokerAlarm: string | null;
  readonly engineReachable: boolean;
  /** Why blobs can not be written and read, as a sentence; null: they can. */
  readonly blobsFault: string | null;
  /** What is wrong with the proxy by which pages are asked for; null: nothing that is known, or there is none. */
  readonly proxyFault: { readonly text: string; readonly remedy: string | null } | null;
  /** Why pages that a browser has to open wait; absent: nothing is known. `isCertain`: the run has such pages. */
  readonly rendering?: {
    readonly text: string;
    readonly remedy: string | null;
    readonly isCertain: boolean;
  };
  /** How much of the source is read; null where the source has no documents to read. */
  readonly source: SourceProgress | null;
  /** What a run that begins waits for; empty: nothing, or it has begun. */
  readonly shortages?: readonly { readonly detail: string; readonly remedy: string | null }[];
  /** Null where the operating system does not tell the free space. */
  readonly disk: DiskSpace | null;
  /** What the run has to ask for, and how soon its job is due again; absent: it has no schedule. */
  readonly due?: { readonly pages: number; readonly everyMs: number };
  /** How the run ended, once it has. */
  readonly ending?: EndingReason;
  /** Some of the failed pages of a run that has ended. */
  readonly failed?: readonly FailedPage[];
  /** The emergency hold that stands over it, or over one of its hosts, in words. */
  readonly hold?: { readonly detail: string; readonly remedy: string };
  /** What is worse in it than in the runs before it. */
  readonly worse?: readonly RunFinding[];
}

export interface IdleReason {
  readonly code:
    | 'ended'
    | 'failed-page'
    | 'worse-than-usual'
    | 'paused'
    | 'stopping'
    | 'finalizing'
    | 'disk-full'
    | 'no-room'
    | 'plan-limit'
    | 'engine-unreachable'
    | 'broker-unreachable'
    | 'blobs-unreachable'
    | 'proxy-away'
    | 'no-orchestrator'
    | 'no-dispatcher'
    | 'no-scraper'
    | 'no-pipeline'
    | 'no-renderer'
    | 'emergency-stop'
    | 'host-paused'
    | 'circuit-open'
    | 'host-refuses'
    | 'robots-unreachable'
    | 'robots-unknown'
    | 'host-delay'
    | 'too-often'
    | 'waiting-for-due'
    | 'discovering'
    | 'source-left'
    | 'source-fault'
    | 'working'
    | 'planning'
    | 'nothing-left';
  readonly detail: string;
  /** Epoch ms. */
  readonly until?: number;
  readonly remedy?: string;
  readonly host?: string;
  /** Pause between two requests to the host. */
  readonly delayMs?: number;
}
