// The parts of the health document as the screen shows them: what is not well first, then by kind.
import type { Health } from '../../../api/schemas/health.ts';

export type Part = Health['parts'][number];

export interface PartGroup {
  readonly title: string;
  readonly parts: readonly Part[];
}

const GROUPS: readonly (readonly [title: string, kinds: readonly Part['kind'][]])[] = [
  ['Services', ['service', 'disk', 'emergency']],
  ['Processes', ['agent', 'monitor']],
  ['Queues', ['queue']],
  ['The outside', ['network', 'mail', 'hosts']],
  ['Backups', ['backup']],
];

const GRAVITY: readonly Part['state'][] = ['critical', 'warning'];

export function groupParts(parts: readonly Part[]): PartGroup[] {
  const unwell = GRAVITY.flatMap((state) => parts.filter((part) => part.state === state));
  const others = parts.filter((part) => !unwell.includes(part));
  const groups = [
    { title: 'Not well', parts: unwell },
    ...GROUPS.map(([title, kinds]) => ({ title, parts: others.filter(({ kind }) => kinds.includes(kind)) })),
  ];
  return groups.filter((group) => group.parts.length > 0);
}
