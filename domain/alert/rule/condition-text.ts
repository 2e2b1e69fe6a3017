// Conditions of alert rules as people type them: "change", "major change", "run fails", "pages fail 3", "no run 30m",
// "host blocked", "health disk 5m", "price drop 5%".
import { WebloomError } from '../../system/errors.ts';
import { parsePriceRule } from '../../price/rule/rule-text.ts';
import { FINDING_KINDS, type FindingKind } from '../../config/gate/finding.ts';
import { parseEvery } from '../../config/schedule/interval-text.ts';
import type { AlertCondition } from './alert-rule.ts';

export const CONDITION_EXAMPLES =
  '"change", "notable change", "major change", "run fails", "pages fail 3", "worse than usual", "worse in field, pages", "nothing to watch", "no run 30m", "limit near 80%", "host blocked 10m", "health 5m", "health disk, queue", "price drop 5%", "price below 99.95 EUR", "price back in stock"';

/** Throws `validation` with examples. */
export function parseAlertCondition(text: string): AlertCondition {
  const folded = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [, severity, change] = /^(?:(notable|major) )?(changes?)$/.exec(folded) ?? [];
  if (change !== undefined)
    return { kind: 'change', ...(severity === undefined ? {} : { leastSeverity: parseSeverity(severity) }) };
  if (/^(?:failed runs?|runs? fails?)$/.test(folded)) return { kind: 'run-failed' };
  if (/^nothing to watch$/.test(folded)) return { kind: 'nothing-to-watch' };
  const runs = /^pages? fail(?:s|ing)?(?: (\d{1,2})(?: runs?)?)?$/.exec(folded);
  if (runs !== null) return { kind: 'pages-failing', runs: Number(runs[1] ?? 3) };
  const worse = /^(?:worse(?: than usual)?|degraded)(?:(?::| in| of)? ([a-z-]+(?:, ?[a-z-]+)*))?$/.exec(
    folded,
  );
  if (worse !== null) return degradedOf(worse[1]);
  const wait = /^no run(?: (?:for )?(\d+ ?[smhdw]))?$/.exec(folded);
  if (wait !== null) return { kind: 'no-run', afterMinutes: minutesOf(wait[1] ?? '30m') };
  const blocked = /^hosts? blocked(?: (?:for )?(\d+ ?[smhdw]))?$/.exec(folded);
  if (blocked !== null) return { kind: 'host-blocked', afterMinutes: minutesOf(blocked[1] ?? '2m') };
  const health = /^health(?: (?:of )?([a-z][^ ]*(?:, ?[^ ]+)*))??(?: (?:for )?(\d+ ?[smhdw]))?$/.exec(folded);
  if (health !== null) return healthOf(health[1], health[2]);
  const near = /^limits? near(?: (\d{1,3}) ?%?)?$/.exec(folded);
  if (near !== null) return { kind: 'limit-near', percent: Number(near[1] ?? 80) };
  const price = /^price:? (.+)$/i.exec(text.trim());
  if (price !== null) return { kind: 'price', rule: parsePriceRule(price[1] ?? '') };
  throw new WebloomError(
    'validation',
    `"${text}" is nothing that can be told. Examples: ${CONDITION_EXAMPLES}.`,
  );
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
