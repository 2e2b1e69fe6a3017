// Entry of the workflow bundle: every workflow, nothing else.
export { alertDelivery } from './alert-delivery.ts';
export { jobRun } from './job-run.ts';
export { maintenance } from './maintenance.ts';
