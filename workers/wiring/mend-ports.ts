// Builds the ports for mending what is stored from what a process has opened.
import type { MendActivityPorts } from '../../activities/mend/mend.ts';
import type { Foundation } from './foundation.ts';
import { toStorePorts } from './store-ports.ts';

export function toMendPorts(foundation: Foundation): MendActivityPorts {
  const { rollbacks, incidents, alertRules, alertStates } = foundation.mongo;
  return { ...toStorePorts(foundation), rollbacks, incidents, alertRules, alertStates };
}
