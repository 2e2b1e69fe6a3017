// How many processes there are, in words.
import type { RoleScalingView } from '../../../api/schemas/agent/scaling.ts';
import type { ProcessRange } from '../../../domain/health/scaling/process-range.ts';
import { counted } from '../../../domain/system/counted.ts';

export const ROLE_WORDS: Readonly<Record<RoleScalingView['role'], string>> = {
  scraper: 'Scrapers',
  pipeline: 'Pipelines',
  renderer: 'Renderers',
};

/** What it means that there is none. */
export const NONE_WORDS: Readonly<Record<RoleScalingView['role'], string>> = {
  scraper: 'With no scraper nothing is fetched until somebody sets another number.',
  pipeline: 'With no pipeline nothing is read, compared or stored until somebody sets another number.',
  renderer: 'With no renderer no page is opened in a browser until somebody sets another number.',
};

/** `Scrapers: 1 to 4, as the work asks.` */
export function rangeSentence(role: RoleScalingView['role'], { floor, ceiling }: ProcessRange): string {
  const within = floor === 0 ? `up to ${ceiling}` : `${floor} to ${ceiling}`;
  const words = floor === ceiling ? `${floor}, fixed` : `${within}, as the work asks`;
  return `${ROLE_WORDS[role]}: ${words}.`;
}

type Counted = Pick<RoleScalingView, 'wanted' | 'running' | 'range'>;

/** `2, fixed`, `2 of 1 to 4`, `2 of 1 to 4, 3 are wanted`. */
export function countWords({ wanted, running, range }: Counted): string {
  const count = running ?? wanted;
  const { floor, ceiling } = range;
  const within = floor === ceiling ? `${count}, fixed` : `${count} of ${floor} to ${ceiling}`;
  return count === wanted ? within : `${within}, ${counted(wanted, 'is', 'are')} wanted`;
}

/** Sentences begin with a capital and end with a stop. */
export function reasonSentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

export interface RoleChange {
  readonly role: RoleScalingView['role'];
  readonly at: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** The latest of all roles, newest first. */
export function latestChanges(items: readonly RoleScalingView[], count: number): RoleChange[] {
  return items
    .flatMap(({ role, decisions }) => decisions.map((decision) => ({ role, ...decision })))
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, count);
}
