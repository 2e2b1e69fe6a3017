// What is known of a run when it is asked why nothing moves in it, and the form of an answer.
import type { AgentRole } from '../agent/agent.ts';
import type { DiskSpace } from '../disk/disk-space.ts';
import type { Circuit } from '../politeness/circuit.ts';
import type { DelayCause } from '../politeness/pace.ts';
import type { RunState } from './lifecycle.ts';
import type { EndingReason } from './run.ts';
import type { SourceProgress } from './source-progress.ts';

export interface FailedPage {
  readonly url: string;
  readonly reason: string;
  readonly detail: string;
}

/** What the host's document says of it, as far as it explains a wait. */
export interface HostWait extends Circuit {
  readonly host: string;
  /** Epoch ms: what it asked for when it refused; 0 = nothing. */
  readonly notBefore: number;
  /** Pause between two requests of this run, and who asked for it. */
  readonly delayMs: number;
  readonly delayCause: DelayCause;
  readonly robots: 'unknown' | 'rules' | 'allow-all' | 'unreachable';
  /** Why its robots.txt can not be read; empty where it can. */
  readonly robotsFailure: string;
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
  /** Processes of each role that gave a sign of life of late. */
  readonly alive: Readonly<Record<AgentRole, number>>;
  readonly brokerReachable: boolean;
  /** What the broker says where its own disk is full; it is reachable then, but takes nothing. */
  readonly brokerAlarm: string | null;
  readonly engineReachable: boolean;
  /** How far the reading of the source is; null where nothing has to be read. */
  readonly source: SourceProgress | null;
  /** Null where the system does not tell. */
  readonly disk: DiskSpace | null;
  /** How the run ended, once it has. */
  readonly ending?: EndingReason;
  /** A few of the pages that failed in a run that has. */
  readonly failed?: readonly FailedPage[];
}

export interface IdleReason {
  readonly code:
    | 'ended'
    | 'failed-page'
    | 'paused'
    | 'stopping'
    | 'finalizing'
    | 'disk-full'
    | 'engine-unreachable'
    | 'broker-unreachable'
    | 'no-orchestrator'
    | 'no-dispatcher'
    | 'no-scraper'
    | 'no-pipeline'
    | 'circuit-open'
    | 'host-refuses'
    | 'robots-unreachable'
    | 'robots-unknown'
    | 'host-delay'
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
