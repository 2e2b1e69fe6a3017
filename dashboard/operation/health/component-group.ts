// The components of the health document as the screen shows them: what is not well first, then by kind.
import type { Health } from '../../../api/schemas/health.ts';

export type ComponentView = Health['parts'][number];

export interface ComponentGroup {
  readonly title: string;
  readonly parts: readonly ComponentView[];
}

const GROUPS: readonly (readonly [title: string, kinds: readonly ComponentView['kind'][]])[] = [
  ['Services', ['service', 'store-room', 'disk', 'clean-up', 'emergency']],
  ['Processes', ['agent', 'monitor']],
  ['Queues', ['queue', 'starts']],
  ['The outside', ['network', 'mail', 'hosts']],
  ['Backups', ['backup']],
];

const GRAVITY: readonly ComponentView['state'][] = ['critical', 'warning'];

export function groupComponents(parts: readonly ComponentView[]): ComponentGroup[] {
  const unwell = GRAVITY.flatMap((state) => parts.filter((part) => part.state === state));
  const others = parts.filter((part) => !unwell.includes(part));
  const groups = [
    { title: 'Not well', parts: unwell },
    ...GROUPS.map(([title, kinds]) => ({ title, parts: others.filter(({ kind }) => kinds.includes(kind)) })),
  ];
  return groups.filter((group) => group.parts.length > 0);
}
