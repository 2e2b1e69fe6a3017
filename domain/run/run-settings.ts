// Settings a run takes along when it starts, so that a restart with other settings doesn't change a running workflow.
export interface RunSettings {
  /** Chunks in flight. */
  readonly window: number;
  readonly stopGraceMs: number;
  /** Continue as new before this many history events. */
  readonly historyLimit: number;
  /** Epoch ms: the run is stopped then, whatever it has got to. Runs from before there was a timer for that have none. */
  readonly endsAt?: number;
  /** The job has fields that still want a selector. */
  readonly infersSelectors?: true;
}
