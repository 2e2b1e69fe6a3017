// The states of a job. A run keeps the one that its job goes back to; the table that moves them is domain/job/lifecycle.ts.

export const JOB_STATES = [
  'created',
  'scheduled',
  'starting',
  'running',
  'paused',
  'stopping',
  'completed',
  'failed',
  'stopped',
  'archived',
] as const;
export type JobState = (typeof JOB_STATES)[number];
