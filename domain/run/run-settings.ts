// Settings copied into a run at its start, so that a restart with others does not change it.
export interface RunSettings {
  /** Chunks in flight. */
  readonly window: number;
  readonly stopGraceMs: number;
  /** The engine takes turns between workspaces; absent on runs older than that. */
  readonly workspaceId?: string;
  /** Continue as new before this many history events. */
  readonly historyLimit: number;
  /** Epoch ms at which a timer stops the run; absent on runs older than the timer. */
  readonly endsAt?: number;
  /** Steps of small runs have a queue of their own; absent on runs older than that. */
  readonly smallQueue?: true;
  /** Short steps are tried in the orchestrator's process first; absent on runs older than that. */
  readonly localActivities?: true;
  /** The job has fields without a selector, for which the run is to infer one. */
  readonly infersSelectors?: true;
}
