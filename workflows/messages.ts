// The messages to a running run, and the input of a run. Plain types, which API and dashboard share.
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { PassReport } from '../domain/upkeep/clean-up/clean-up.ts';
import type { RunState } from '../domain/run/lifecycle.ts';
import type { LaunchWait } from '../domain/run/chunk.ts';
import type { RunOrigin } from '../domain/run/chain.ts';
import type { RunSettings } from '../domain/run/run-settings.ts';
import type { Trigger } from '../domain/run/run.ts';
import type { RunCounts, FlowCursor } from '../domain/run/flow/flow.ts';

/** The API sends it with the gate's number; sent by hand (Temporal UI or CLI) it is empty. */
export interface ControlSignal {
  readonly gateSeq?: number;
}

export const pauseSignal = defineSignal<[ControlSignal?]>('pause');
export const resumeSignal = defineSignal<[ControlSignal?]>('resume');
export const stopSignal = defineSignal<[ControlSignal?]>('stop');

export interface RunProgress {
  readonly runId: string;
  readonly state: RunState;
  readonly round: number;
  readonly nextChunkNo: number;
  readonly openChunks: readonly number[];
  readonly queuedChunks: number;
}

export const progressQuery = defineQuery<RunProgress>('progress');

export interface JobRunInput {
  readonly jobId: string;
  readonly trigger: Trigger;
  readonly onlyUrls?: readonly string[];
  readonly retryEpoch?: number;
  /** The run that started this one. */
  readonly origin?: RunOrigin;
  /** The start of the run is a local step; absent where an older version asked for the run. */
  readonly localActivities?: true;
  /** Where the previous execution of this run left off (continue-as-new). */
  readonly resume?: RunCursor;
}

/** What a run carries over a continue-as-new: numbers only, no lists of URLs. */
export interface RunCursor extends FlowCursor {
  readonly runId: string;
  readonly jobName: string;
  readonly state: RunState;
  readonly ackedGateSeq: number;
  readonly settings: RunSettings;
  /** The next chunk has waited so long already. */
  readonly waited?: LaunchWait;
}

export interface JobRunResult {
  readonly runId: string | null;
  readonly outcome: 'completed' | 'failed' | 'stopped' | 'buffered' | 'refused';
  readonly reason: string;
  /** Why no run was started, in words. */
  readonly detail?: string;
  readonly counts?: RunCounts;
}

/** One round of a delivery: from its first attempt, or from when somebody asked for it again. */
export interface AlertDeliveryInput {
  readonly deliveryId: string;
  readonly round: number;
}

/** A clean-up that somebody asked for has an id; the schedule gives none. */
export interface MaintenanceInput {
  readonly cleanUpId?: string;
  /** Only tells what would be freed. */
  readonly dryRun: boolean;
  readonly by: string;
  /** Where the previous execution left off (continue-as-new). */
  readonly resume?: CleanUpPlace;
}

export interface CleanUpPlace {
  readonly cleanUpId: string;
  readonly dryRun: boolean;
  /** Names of the passes, in their order. */
  readonly passes: readonly string[];
  /** The pass it is at, from 0. */
  readonly at: number;
  /** Where in that pass; null: at its beginning. */
  readonly cursor: string | null;
  /** What the passes did so far. */
  readonly reports: readonly PassReport[];
  /** The first pass that failed, and why. */
  readonly reason?: string;
}
