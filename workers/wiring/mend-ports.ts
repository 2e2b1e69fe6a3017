// Builds the ports for mending what is stored from what a process has opened.
import type { MendActivityPorts } from '../../activities/mend/mend.ts';
import type { PageParser } from '../../domain/stage/page-parser.ts';
import type { Foundation } from './foundation.ts';
import { toStorePorts } from './store-ports.ts';

export function toMendPorts(foundation: Foundation, parser: PageParser): MendActivityPorts {
  const { rollbacks, incidents, alertRules, alertStates } = foundation.mongo;
  return { ...toStorePorts(foundation), parser, rollbacks, incidents, alertRules, alertStates };
}
