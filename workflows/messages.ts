// What can be said to a run while it goes on, and what a run is started with. Plain types: API and dashboard share them.
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { RunState } from '../domain/run/lifecycle.ts';
import type { RunSettings } from '../domain/run/run-settings.ts';
import type { Trigger } from '../domain/run/run.ts';
import type { RunCounts, WindowCursor } from '../domain/run/window/window.ts';

/** Sent by the API with the gate's number; sent by hand (Temporal UI or CLI) without anything. */
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
  /** Where the previous execution of this run left off (continue-as-new). */
  readonly resume?: RunCursor;
}

/** All a run carries over a continue-as-new: numbers only. */
export interface RunCursor extends WindowCursor {
  readonly runId: string;
  readonly jobName: string;
  readonly state: RunState;
  readonly ackedGateSeq: number;
  readonly settings: RunSettings;
}

export interface JobRunResult {
  readonly runId: string | null;
  readonly outcome: 'completed' | 'failed' | 'stopped' | 'buffered' | 'refused';
  readonly reason: string;
  /** Why nothing was started, in words. */
  readonly detail?: string;
  readonly counts?: RunCounts;
}
