// Judges price points by the alert rules. What a rule knows of a page is written after the incident and before the mark:
// cut off anywhere, the next turn judges the same point in the same state, or passes over it.
import type { AlertRule } from '../rule/alert-rule.ts';
import type { Judged } from '../rule/alert-store.ts';
import { alertStateId } from '../rule/alert-state-id.ts';
import { priceSubject, priceWords } from '../rule/alert-words.ts';
import { type AlertState, judgePrice, type PriceVerdict } from '../rule/judge-price.ts';
import { tellingRules } from '../rule/which-rule-tells.ts';
import { beginMoment } from '../incident/begin-incident.ts';
import { withFinders } from '../incident/finders.ts';
import type { PricePoint, ToldBy } from '../../page/page.ts';
import { ruleKey } from '../../price/rule/judge-rules.ts';
import { needsEarlier } from '../../price/rule/price-rule.ts';
import type { PriceRule } from '../../price/rule/rule-input.ts';
import { type AlertJob, type AlertPorts, type AlertTurn, linked, namedJob } from './alert-ports.ts';
import { StormGuard } from './storm-guard.ts';
import { joinTold, toldAsChange } from './told-of-move.ts';

/** Older points that a rule which is new to a page reads, for its lows. */
const EARLIER = 500;

interface Judging {
  readonly ports: AlertPorts;
  readonly guard: StormGuard;
  readonly states: Map<string, AlertState>;
  readonly changed: Map<string, AlertState>;
}

/** Returns how many were judged. */
export async function judgePrices(ports: AlertPorts, turn: AlertTurn, limit: number): Promise<number> {
  const found = await ports.alertMarks.prices(limit);
  const points = found.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const work = await Promise.all(
    points.map(async (point) => {
      const job = await turn.job(point.jobId);
      const all = job === null ? [] : await turn.rulesOf(job);
      return { point, job, all, rules: all.filter(({ when }) => when.kind === 'price') };
    }),
  );
  const ids = work.flatMap(({ point, rules }) => rules.map(({ _id }) => alertStateId(_id, point.pageId)));
  const states = new Map(ids.length === 0 ? [] : await ports.alertStates.getMany([...new Set(ids)]));
  const judging: Judging = { ports, guard: new StormGuard(ports), states, changed: new Map() };
  const judged: Judged[] = [];
  for (const { point, job, all, rules } of work) {
    const alerts = job === null ? [] : await judgePoint(judging, rules, { point, job, all });
    judged.push({ id: point._id, alerts });
  }
  await ports.incidents.insert(judging.guard.begun);
  await ports.alertStates.put([...judging.changed.values()]);
  await ports.alertMarks.pricesJudged(judged);
  return points.length;
}

interface Seen {
  readonly point: PricePoint;
  readonly job: AlertJob;
  /** All rules that look at the job. */
  readonly all: readonly AlertRule[];
}

/** Each rule keeps what it knows of the page, though another tells what it found. */
async function judgePoint(judging: Judging, rules: readonly AlertRule[], seen: Seen): Promise<ToldBy[]> {
  const fired = new Map<AlertRule, PriceVerdict>();
  for (const rule of rules) {
    const verdict = await judgeOne(judging, rule, seen.point);
    if (verdict?.fires === true && seen.point.at >= rule.createdAt) fired.set(rule, verdict);
  }
  const { ports } = judging;
  const told = fired.size === 0 ? [] : await toldAsChange(ports, seen.point);
  const alerts: ToldBy[] = [];
  for (const { rule, silent } of tellingRules([...fired.keys()])) {
    const verdict = fired.get(rule);
    const finders = silent.map((other) => ({ rule: other, reason: fired.get(other)?.reason ?? '' }));
    if (verdict === undefined) continue;
    const { reason } = verdict;
    const before = await joinTold(ports, { rules: seen.all, told }, { rule, reason });
    if (before !== null) {
      alerts.push(before);
      continue;
    }
    const incidentId = await tell(judging, seen, { rule, verdict, finders });
    alerts.push({ ruleId: rule._id, incidentId });
  }
  return alerts;
}

async function judgeOne(judging: Judging, rule: AlertRule, point: PricePoint): Promise<PriceVerdict | null> {
  const { when } = rule;
  if (when.kind !== 'price') return null;
  const id = alertStateId(rule._id, point.pageId);
  const kept = judging.states.get(id) ?? null;
  const earlier = await earlierPoints(judging.ports, when.rule, { kept, point });
  const verdict = judgePrice(when.rule, kept, point, earlier);
  if (verdict === null) return null;
  const state = stateAfter(rule, when.rule, point, verdict);
  judging.states.set(id, state);
  judging.changed.set(id, state);
  return verdict;
}

async function earlierPoints(
  { history }: AlertPorts,
  rule: PriceRule,
  { kept, point }: { readonly kept: AlertState | null; readonly point: PricePoint },
): Promise<PricePoint[]> {
  if (!needsEarlier(rule) || kept?.key === ruleKey(rule)) return [];
  const before = { at: point.at, id: point._id };
  return history.prices({ pageId: point.pageId, before, limit: EARLIER });
}

interface PriceTelling {
  readonly rule: AlertRule;
  readonly verdict: PriceVerdict;
  readonly finders: readonly { readonly rule: AlertRule; readonly reason: string }[];
}

async function tell(
  { ports, guard }: Judging,
  { point, job }: Seen,
  { rule, verdict, finders }: PriceTelling,
): Promise<string> {
  const { reason, before } = verdict;
  const facts = {
    rule,
    at: point.at,
    now: ports.clock.now(),
    knownAt: point.alertAt ?? point.at,
    severity: 'warning' as const,
    ...priceWords(linked(point, job), reason),
    reason,
    subject: { job: namedJob(job), ...priceSubject(linked(point, job), before) },
  };
  const incident = beginMoment(facts, point._id, point.runId, ports.hasher);
  return guard.add(facts, { runId: point.runId, incident: withFinders(incident, finders) });
}

function stateAfter(
  { _id }: AlertRule,
  rule: PriceRule,
  { pageId, jobId, at, _id: pointId }: PricePoint,
  { state }: PriceVerdict,
): AlertState {
  return { _id: alertStateId(_id, pageId), ruleId: _id, jobId, key: ruleKey(rule), state, pointId, at };
}
