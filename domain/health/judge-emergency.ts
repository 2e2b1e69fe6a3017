// Emergency holds as a component of the health of everything: while one stands, Webloom does not do its work, and that is so
// because somebody wants it. Narrow holds are counted and not named, because people of every workspace see this.
import type { EmergencyHold } from '../job/hold/emergency-hold.ts';
import { holdRemedy, holdWords } from '../job/hold/hold-words.ts';
import type { HealthComponent } from './health.ts';

const WIDE = new Set(['everything', 'changes', 'host']);

export function judgeEmergency(holds: readonly EmergencyHold[]): HealthComponent {
  const part = { id: 'emergency', kind: 'emergency', name: 'Emergency stop' } as const;
  const figures = { holds: holds.length };
  if (holds.length === 0)
    return { ...part, state: 'ok', text: 'Nothing is held.', since: null, remedy: null, figures };
  const wide = holds.filter(({ scope }) => WIDE.has(scope.kind));
  const narrow = holds.length - wide.length;
  const counted = narrow === 0 ? [] : [`${narrow} of jobs, tags or a workspace.`];
  const [first] = wide;
  return {
    ...part,
    state: 'warning',
    text: [...wide.map((hold) => `${holdWords(hold)}.`), ...counted].join(' '),
    since: Math.min(...holds.map(({ since }) => since.getTime())),
    remedy:
      first === undefined
        ? 'See them with `webloom emergency status`; `webloom emergency lift` lifts them.'
        : holdRemedy(first),
    figures,
  };
}
