// What a run found, in words, a line for each thing that can be told of it.
import type { RunChangesView } from '../../../api/client/run-calls.ts';
import { counted } from '../../../domain/system/counted.ts';
import { plain } from '../../print-table.ts';

export type { RunChangesView };

const MAX_TOPICS = 8;

export function describeTopics({ topics, pending, atLeast, total }: RunChangesView): string[] {
  const left = topics.length - MAX_TOPICS;
  const lines = [
    ...topics.slice(0, MAX_TOPICS).map(({ words }) => plain(words, 200)),
    ...(left > 0 ? [`and ${counted(left, 'other thing')}`] : []),
    ...(atLeast ? [`of the newest ${counted(total, 'change')} alone; there are more`] : []),
    ...(pending > 0 ? [`${counted(pending, 'change')} of it: nobody is told before a second look`] : []),
  ];
  return lines.map((line, at) => `${at === 0 ? 'changed' : '       '}  ${line}`);
}
