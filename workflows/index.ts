// Entry of the workflow bundle: every workflow, nothing else.
export { jobRun } from './job-run.ts';
