// Whether a confirmed change is worth telling by a rule, and why or why not. A live change and one of the history are
// judged alike.
import { type BlockChange, SEVERITIES } from '../../change/change.ts';
import type { Change } from '../../page/page.ts';
import { textTest } from '../../reading/part/text-rule.ts';
import type { ChangeCondition } from './alert-rule.ts';

type JudgedChange = Pick<Change, 'kind' | 'severity' | 'title' | 'summary' | 'detail' | 'state'>;

export interface AlertVerdict {
  readonly fires: boolean;
  readonly reason: string;
}

export function judgeChange(
  { kinds, leastSeverity, part, text }: ChangeCondition,
  change: JudgedChange,
): AlertVerdict {
  if (change.state !== 'confirmed') return quiet(`the change is ${change.state}`);
  if (kinds !== undefined && !kinds.includes(change.kind)) return quiet(`the kind is ${change.kind}`);
  if (leastSeverity !== undefined && SEVERITIES.indexOf(change.severity) < SEVERITIES.indexOf(leastSeverity))
    return quiet(`the change is ${change.severity}, less than ${leastSeverity}`);
  if (part !== undefined && !touches(change, part)) return quiet(`nothing of “${part}” changed`);
  if (text !== undefined && !textsOf(change).some(textTest(text)))
    return quiet(`“${text}” is not in what changed`);
  return { fires: true, reason: `${change.severity} change: ${change.kind}` };
}

function quiet(reason: string): AlertVerdict {
  return { fires: false, reason };
}

function told({ blocks }: JudgedChange['detail']): BlockChange[] {
  return blocks.filter(({ rule }) => rule === undefined);
}

function touches({ detail }: JudgedChange, part: string): boolean {
  const wanted = part.toLowerCase();
  return (
    detail.fields.some(({ name }) => name.toLowerCase() === wanted) ||
    told(detail).some(({ under, from }) =>
      [under, from].some((heading) => heading?.toLowerCase().includes(wanted) === true),
    )
  );
}

function textsOf({ title, summary, detail }: JudgedChange): string[] {
  const texts = [...told(detail), ...detail.fields].flatMap(({ before, after }) => [before, after]);
  return [title, summary, ...texts.filter((text) => typeof text === 'string')];
}
