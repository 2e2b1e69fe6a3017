// The condition of an alert rule in words.
import { nameOfRule } from '../../price/rule/rule-text.ts';
import type { AlertCondition, ChangeCondition } from './alert-rule.ts';
import { counted } from '../../system/counted.ts';

export function conditionWords(when: AlertCondition): string {
  switch (when.kind) {
    case 'change':
      return changeWords(when);
    case 'price':
      return `price: ${nameOfRule(when.rule)}`;
    case 'run-failed':
      return 'a run fails';
    case 'pages-failing':
      return `pages fail in ${counted(when.runs, 'run', 'runs one after the other')}`;
    case 'degraded':
      return `a run goes worse than usual${when.findings === undefined ? '' : `: ${when.findings.join(', ')}`}`;
    case 'nothing-to-watch':
      return 'a job has nothing to watch';
    case 'limit-near':
      return `${when.percent} % of a limit are in use`;
    case 'no-run':
      return `no run ${when.afterMinutes} min after one was due`;
    case 'host-blocked':
      return `a host does not answer for ${when.afterMinutes} min`;
    case 'health':
      return `${when.parts?.join(', ') ?? 'a part'} of Webloom is not well for ${when.afterMinutes} min`;
  }
}

function changeWords({ kinds, leastSeverity, part, text }: ChangeCondition): string {
  return [
    leastSeverity === undefined || leastSeverity === 'minor'
      ? 'a change'
      : `a ${leastSeverity === 'major' ? 'major' : 'notable or major'} change`,
    kinds === undefined ? '' : `of ${kinds.join(', ')}`,
    part === undefined ? '' : `in “${part}”`,
    text === undefined ? '' : `with “${text}”`,
  ]
    .filter((word) => word !== '')
    .join(' ');
}
