// The health of everything in one sentence.
import type { HealthComponent, HealthState } from './health.ts';

const NAMED = 3;

export function healthHeadline(
  state: HealthState,
  parts: readonly Pick<HealthComponent, 'state' | 'name'>[],
): string {
  switch (state) {
    case 'ok':
      return 'All is well';
    case 'blind':
      return 'Nothing is known to be down, but the monitor does not look';
    case 'degraded':
      return `It works, but not all is well: ${namesOf(parts, 'warning')}`;
    case 'down':
      return `Little or nothing works without: ${namesOf(parts, 'critical')}`;
  }
}

function namesOf(
  parts: readonly Pick<HealthComponent, 'state' | 'name'>[],
  wanted: HealthComponent['state'],
): string {
  const names = parts.filter(({ state }) => state === wanted).map(({ name }) => lowered(name));
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function lowered(name: string): string {
  return name.replace(/^The /, 'the ');
}
