// Judges price points by the alert rules. What a rule knows of a page is written after the incident and before the mark:
// cut off anywhere, the next turn judges the same point in the same state, or passes over it.
import type { AlertRule } from '../../alert/alert-rule.ts';
import { alertStateId } from '../../alert/alert-state-id.ts';
import { priceSubject, priceWords } from '../../alert/alert-words.ts';
import { type AlertState, judgePrice, type PriceVerdict } from '../../alert/judge-price.ts';
import { beginMoment } from '../../incident/begin-incident.ts';
import type { PricePoint } from '../../page/page.ts';
import { ruleKey } from '../../price/rule/judge-rules.ts';
import { needsEarlier } from '../../price/rule/price-rule.ts';
import type { PriceRule } from '../../price/rule/rule-input.ts';
import type { AlertJob, AlertPorts, AlertTurn } from './alert-ports.ts';
import { StormGuard } from './storm-guard.ts';

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
      const rules = job === null ? [] : (await turn.rulesOf(job)).filter(({ when }) => when.kind === 'price');
      return { point, job, rules };
    }),
  );
  const ids = work.flatMap(({ point, rules }) => rules.map(({ _id }) => alertStateId(_id, point.pageId)));
  const states = new Map(ids.length === 0 ? [] : await ports.alertStates.getMany([...new Set(ids)]));
  const judging: Judging = { ports, guard: new StormGuard(ports), states, changed: new Map() };
  for (const { point, job, rules } of work)
    for (const rule of rules) if (job !== null) await judgeOne(judging, rule, { point, job });
  await ports.incidents.insert(judging.guard.begun);
  await ports.alertStates.put([...judging.changed.values()]);
  await ports.alertMarks.pricesJudged(points.map(({ _id }) => _id));
  return points.length;
}

interface Seen {
  readonly point: PricePoint;
  readonly job: AlertJob;
}

async function judgeOne(judging: Judging, rule: AlertRule, seen: Seen): Promise<void> {
  const { when } = rule;
  const { point } = seen;
  if (when.kind !== 'price') return;
  const id = alertStateId(rule._id, point.pageId);
  const kept = judging.states.get(id) ?? null;
  const earlier = await earlierPoints(judging.ports, when.rule, { kept, point });
  const verdict = judgePrice(when.rule, kept, point, earlier);
  if (verdict === null) return;
  if (verdict.fires && point.at >= rule.createdAt) await tell(judging, rule, seen, verdict);
  const state = stateAfter(rule, when.rule, point, verdict);
  judging.states.set(id, state);
  judging.changed.set(id, state);
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

async function tell(
  { ports, guard }: Judging,
  rule: AlertRule,
  { point, job }: Seen,
  { reason, before }: PriceVerdict,
): Promise<void> {
  const facts = {
    rule,
    at: point.at,
    now: ports.clock.now(),
    severity: 'warning' as const,
    ...priceWords(point, reason),
    reason,
    subject: { job: { id: job.jobId, name: job.name }, ...priceSubject(point, before) },
  };
  const incident = beginMoment(facts, point._id, point.runId, ports.hasher);
  await guard.add(facts, { runId: point.runId, incident });
}

function stateAfter(
  { _id }: AlertRule,
  rule: PriceRule,
  { pageId, jobId, at, _id: pointId }: PricePoint,
  { state }: PriceVerdict,
): AlertState {
  return { _id: alertStateId(_id, pageId), ruleId: _id, jobId, key: ruleKey(rule), state, pointId, at };
}
