// The verdict on a noise sample: a new page is looked at again after some seconds, and what differs then
// differs by itself. Nothing is learned from a second look that can't be compared with the first.
import type { ChangeVerdict } from './change.ts';
import type { ComparedBaseline, ComparedPage } from './compare-input.ts';
import { whyIncomparable } from './comparability.ts';
import { learnVolatile } from './noise/volatile.ts';
import { titleBlock } from './title-change.ts';
import { counted } from '../system/counted.ts';

export function learnNoise(first: ComparedBaseline, second: ComparedPage): ChangeVerdict {
  if (second.wall !== undefined && second.wall !== null)
    return { verdict: 'unjudged', step: 'wall', reason: `the page is a wall: ${second.wall}` };
  const incomparable = whyIncomparable(first, second);
  if (incomparable !== null) return { verdict: 'unjudged', step: 'comparable', reason: incomparable.reason };
  const learned = learnVolatile(
    [...titleBlock(first.title), ...first.blocks],
    [...titleBlock(second.title), ...second.blocks],
  );
  // A price that differed once may be news.
  const sure = learned.filter((pattern) => !pattern.includes('\t?'));
  return {
    verdict: 'unchanged',
    step: 'noise',
    reason: sure.length === 0 ? 'nothing differs by itself' : differing(sure),
    suppressed: [],
    learned,
  };
}

function differing(patterns: readonly string[]): string {
  const places = [...new Set(patterns.map((pattern) => pattern.slice(0, pattern.indexOf('\t'))))];
  const named = places.slice(0, 3).join(', ');
  return `${counted(places.length, 'place differs', 'places differ')} by itself: ${named}`;
}
