// Builds the ports for mending what is stored from what a process has opened.
import type { MendActivityPorts } from '../../activities/mend/mend.ts';
import type { PageParser } from '../../domain/run/stage/page-parser.ts';
import type { Foundation } from './foundation.ts';
import { toRunDetails } from './clean-up-ports.ts';
import { toStorePorts } from './store-ports.ts';

export function toMendPorts(foundation: Foundation, parser: PageParser): MendActivityPorts {
  const { rollbacks, incidents, alertRules, alertStates } = foundation.mongo;
  // A run that is rolled back may be packed.
  const { chunks, stageFiles } = toRunDetails(foundation);
  const files = { ...foundation.files, ...stageFiles };
  return {
    ...toStorePorts(foundation),
    chunks,
    files,
    parser,
    rollbacks,
    incidents,
    alertRules,
    alertStates,
  };
}
