// What a run that mends has done, in words.
import type { Mend, MendCounts } from '../../run/mend.ts';
import { counted } from '../../system/counted.ts';

export function mendedText(mend: Mend, counts: MendCounts): string {
  const { pages, left, alerts } = counts;
  const untouched =
    left === 0 ? '' : ` ${counted(left, 'page')} left as ${left === 1 ? 'it is' : 'they are'}.`;
  if (mend.kind === 'reparse') {
    const prices = counts.prices === 0 ? '' : `, ${counted(counts.prices, 'price')} replaced`;
    const versions = counts.versions === 0 ? '' : `, ${counted(counts.versions, 'version')}`;
    return `${counted(pages, 'page')} read otherwise than before${versions}${prices}; no change is told.${untouched}`;
  }
  if (mend.kind === 'verify') {
    const looked = `${counted(counts.looked, 'page')} looked at`;
    if (counts.versions + pages + left === 0) return `${looked}: all that is stored can be read.`;
    const marked = pages === 0 ? '' : ` ${counted(pages, 'page')} marked; the next run stores them anew.`;
    const open = left === 0 ? '' : ` ${counted(left, 'page')} not repaired.`;
    return `${looked}: ${counted(counts.versions, 'version')} can not be read.${marked}${open}`;
  }
  const parts = [
    counted(counts.changes, 'change'),
    counted(counts.prices, 'price'),
    counted(counts.versions, 'version'),
  ].join(', ');
  const told = alerts === 0 ? '' : `, ${counted(alerts, 'alert')} marked`;
  const did = mend.kind === 'rollback' ? 'rolled back' : 'given back what a roll-back had taken';
  return `${counted(pages, 'page')} ${did}: ${parts}${told}.${untouched}`;
}
