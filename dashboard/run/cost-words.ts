// How the answers of a host are said: "118 × 2xx, 2 × 5xx".
import type { RunReceiptView } from '../../api/schemas/run/run-receipt.ts';
import { formatCount } from '../ui/appearance/format.ts';

type Answers = NonNullable<RunReceiptView['otherHosts']>['answers'];

export function answerWords(answers: Answers): string {
  const told = Object.entries(answers).filter(([, count]) => count > 0);
  if (told.length === 0) return 'not asked';
  return told
    .map(([name, count]) => `${formatCount(count)} ${name === 'none' ? 'without an answer' : `× ${name}`}`)
    .join(', ');
}
