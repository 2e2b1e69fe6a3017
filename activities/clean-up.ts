// The steps of a clean-up as activities. Each is a bounded piece of work that may be repeated.
import {
  type CleanUpPorts,
  beginCleanUp,
  endCleanUp,
  cleanUpSlice,
} from '../domain/upkeep/clean-up/run-clean-up.ts';
import type { CleanUpActivities } from './contract.ts';
import { withHeartbeat } from './heartbeat.ts';

export function createCleanUp(ports: CleanUpPorts): CleanUpActivities {
  return {
    beginCleanUp: ({ atMs, ...wanted }) =>
      withHeartbeat(() => beginCleanUp(ports, { ...wanted, at: new Date(atMs) })),
    cleanUp: (step) => withHeartbeat(() => cleanUpSlice(ports, step)),
    endCleanUp: (end) => withHeartbeat(() => endCleanUp(ports, end)),
  };
}
