// Conditions of alert rules as people type them: "change", "major change", "run fails", "pages fail 3", "no run 30m",
// "host blocked", "health disk 5m", "price drop 5%".
import { WebloomError } from '../../system/errors.ts';
import { parsePriceRule } from '../../price/rule/rule-text.ts';
import { FINDING_KINDS, type FindingKind } from '../../config/gate/finding.ts';
import { parseEvery } from '../../config/schedule/interval-text.ts';
import type { AlertCondition } from './alert-rule.ts';

export const CONDITION_EXAMPLES =
  '"change", "notable change", "major change", "run fails", "pages fail 3", "worse than usual", "worse in field, pages", "nothing to watch", "no run 30m", "limit near 80%", "host blocked 10m", "health 5m", "health disk, queue", "price drop 5%", "price below 99.95 EUR", "price back in stock"';

type Words = readonly (string | undefined)[];

/** The first that fits says the condition; `words` are what the groups of its pattern hold. */
const FORMS: readonly (readonly [RegExp, (words: Words) => AlertCondition])[] = [
  [/^(?:(notable|major) )?changes?$/, ([severity]) => changeOf(severity)],
  [/^(?:failed runs?|runs? fails?)$/, () => ({ kind: 'run-failed' })],
  [/^nothing to watch$/, () => ({ kind: 'nothing-to-watch' })],
  [
    /^pages? fail(?:s|ing)?(?: (\d{1,2})(?: runs?)?)?$/,
    ([runs = 3]) => ({ kind: 'pages-failing', runs: Number(runs) }),
  ],
  [
    /^(?:worse(?: than usual)?|degraded)(?:(?::| in| of)? ([a-z-]+(?:, ?[a-z-]+)*))?$/,
    ([kinds]) => degradedOf(kinds),
  ],
  [
    /^no run(?: (?:for )?(\d+ ?[smhdw]))?$/,
    ([wait = '30m']) => ({ kind: 'no-run', afterMinutes: minutesOf(wait) }),
  ],
  [
    /^hosts? blocked(?: (?:for )?(\d+ ?[smhdw]))?$/,
    ([wait = '2m']) => ({ kind: 'host-blocked', afterMinutes: minutesOf(wait) }),
  ],
  [
    /^health(?: (?:of )?([a-z][^ ]*(?:, ?[^ ]+)*))??(?: (?:for )?(\d+ ?[smhdw]))?$/,
    ([parts, wait]) => healthOf(parts, wait),
  ],
  [
    /^limits? near(?: (\d{1,3}) ?%?)?$/,
    ([percent = 80]) => ({ kind: 'limit-near', percent: Number(percent) }),
  ],
];

/** Throws `validation` with examples. */
export function parseAlertCondition(text: string): AlertCondition {
  const folded = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  for (const [pattern, conditionOf] of FORMS) {
    const match = pattern.exec(folded);
    if (match !== null) return conditionOf(match.slice(1));
  }
  // A price rule names currencies and times, so it keeps its capitals and spaces.
  const price = /^price:? (.+)$/i.exec(text.trim());
  if (price !== null) return { kind: 'price', rule: parsePriceRule(price[1] ?? '') };
  throw new WebloomError(
    'validation',
    `"${text}" is nothing that can be told. Examples: ${CONDITION_EXAMPLES}.`,
  );
}

function changeOf(severity: string | undefined): AlertCondition {
  return { kind: 'change', ...(severity === undefined ? {} : { leastSeverity: parseSeverity(severity) }) };
}

function healthOf(parts: string | undefined, wait: string | undefined): AlertCondition {
  return {
    kind: 'health',
    ...(parts === undefined ? {} : { parts: parts.split(/, ?/) }),
    afterMinutes: minutesOf(wait ?? '2m'),
  };
}

function degradedOf(kinds: string | undefined): AlertCondition {
  if (kinds === undefined) return { kind: 'degraded' };
  const findings = kinds.split(/, ?/).map(parseFinding);
  return { kind: 'degraded', findings };
}

function parseFinding(text: string): FindingKind {
  const kind = FINDING_KINDS.find((one) => one === text || `${one}s` === text || one === `${text}s`);
  if (kind !== undefined) return kind;
  const known = FINDING_KINDS.join(', ');
  throw new WebloomError('validation', `"${text}" is nothing that a run is compared by. Give ${known}.`);
}

function parseSeverity(text: string): 'notable' | 'major' {
  return text === 'major' ? 'major' : 'notable';
}

function minutesOf(text: string): number {
  return Math.max(1, Math.round(parseEvery(text.replace(' ', '')) / 60_000));
}
