// Port to the durable engine for clean-ups.
export interface CleanUpStart {
  readonly cleanUpId: string;
  readonly dryRun: boolean;
  readonly by: string;
}

export interface CleanUpEngine {
  /** False when one that somebody asked for is at work. */
  startCleanUp(start: CleanUpStart): Promise<boolean>;
  /** Puts the daily schedule there if it is missing; one that was paused or changed by hand stays. */
  keepCleanUpSchedule(): Promise<void>;
}
