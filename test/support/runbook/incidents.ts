// docs/runbook.md as its test reads it: each incident with the commands of its parts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Incident {
  readonly title: string;
  readonly check: readonly string[];
  readonly remedy: readonly string[];
  readonly healed: readonly string[];
}

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../../docs/runbook.md'), 'utf8');
const BEGINNING = RUNBOOK.indexOf('# Incidents');

function commandsIn(text: string): string[] {
  return [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line ?? '');
}

/** The commands of what stands before the incidents: stop and read-only. */
export const FIRST_COMMANDS: readonly string[] = commandsIn(RUNBOOK.slice(0, BEGINNING));

export const INCIDENTS: readonly Incident[] = RUNBOOK.slice(BEGINNING)
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [check = '', rest = ''] = section.split('**Remedy.**');
    const [remedy = '', healed = ''] = rest.split('**Healed.**');
    return {
      title: section.split('\n')[0] ?? '',
      check: commandsIn(check),
      remedy: commandsIn(remedy),
      healed: commandsIn(healed),
    };
  });
