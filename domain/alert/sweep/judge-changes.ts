// Judges changes by the alert rules. The incident is inserted before the change is marked, under an id that follows from
// rule and change: cut off in between, the next turn finds the same incident.
import type { AlertRule } from '../rule/alert-rule.ts';
import type { Judged } from '../rule/alert-store.ts';
import {
  changeSubject,
  changeWords,
  frameWords,
  messageSeverity,
  siteWideWords,
  type Told,
} from '../rule/alert-words.ts';
import { judgeChange } from '../rule/judge-change.ts';
import { isPriceMove, withoutReplaced } from '../rule/own-price-rule.ts';
import { tellingRules } from '../rule/which-rule-tells.ts';
import { beginMoment, type IncidentFacts } from '../incident/begin-incident.ts';
import { withFinders } from '../incident/finders.ts';
import { gravityOf } from '../incident/gathered.ts';
import type { InboxChange } from '../../page/inbox.ts';
import { given } from '../../system/given.ts';
import { urlHost } from '../../web/url/key.ts';
import { frameKey } from '../../change/words/run-change.ts';
import { togetherKey } from '../../page/told-together.ts';
import { bodyChange } from '../../page/snapshot-id.ts';
import type { ToldBy } from '../../page/page.ts';
import { type AlertJob, type AlertPorts, type AlertTurn, linked, namedJob } from './alert-ports.ts';
import { StormGuard } from './storm-guard.ts';
import { SummaryGuard } from '../model-summary/summary-guard.ts';
import { type ModelSummary, summaryText, withSummary } from '../../page/model-summary/model-summary.ts';
import { joinTold, toldAsPrice } from './told-of-move.ts';

/** Returns how many were judged. */
export async function judgeChanges(ports: AlertPorts, turn: AlertTurn, limit: number): Promise<number> {
  const waiting = await ports.alertMarks.changes(limit);
  // The gravest come first, where many wait: they are those that get messages of their own.
  const changes = waiting.toSorted((a, b) => gravityOfChange(b) - gravityOfChange(a));
  const guards = { storm: new StormGuard(ports), summaries: new SummaryGuard(ports) };
  const judged: Judged[] = [];
  for (const change of changes) judged.push(await judgeOne(ports, turn, guards, change));
  await ports.incidents.insert(guards.storm.begun);
  await ports.alertMarks.changesJudged(judged);
  return changes.length;
}

function gravityOfChange({ severity }: InboxChange): number {
  return gravityOf({ severity: messageSeverity(severity) });
}

interface Guards {
  readonly storm: StormGuard;
  readonly summaries: SummaryGuard;
}

async function judgeOne(
  ports: AlertPorts,
  turn: AlertTurn,
  guards: Guards,
  change: InboxChange,
): Promise<Judged> {
  const job = await turn.job(change.jobId);
  const rules = job === null ? [] : await turn.rulesOf(job);
  const alerts: ToldBy[] = [];
  const telling = job === null ? [] : withoutReplaced(rules, change, job.ruledMoves);
  const reasons = reasonsOf(telling, change);
  const told = await toldBefore(ports, rules, change);
  const summary = await summaryOf(guards.summaries, job, change);
  for (const { rule, silent } of tellingRules([...reasons.keys()])) {
    const reason = reasons.get(rule);
    if (job === null || reason === undefined) continue;
    const before = await joinTold(ports, { rules, told }, { rule, reason });
    if (before !== null) {
      alerts.push(before);
      continue;
    }
    const facts = factsOf(ports, { rule, job, change, reason, summary });
    const incident = beginMoment(facts, change._id, change.runId, ports.hasher);
    const finders = silent.map((other) => ({ rule: other, reason: reasons.get(other) ?? '' }));
    const incidentId = await guards.storm.add(facts, {
      runId: change.runId,
      incident: withFinders(incident, finders),
      ...given({ together: togetherWith(change) }),
      ...sameBodyOf(change),
    });
    alerts.push({ ruleId: rule._id, incidentId });
  }
  return { id: change._id, alerts, ...given({ modelSummary: summary ?? undefined }) };
}

/** What is settled stays: a change that a roll-back gave back is judged again. */
async function summaryOf(
  guard: SummaryGuard,
  job: AlertJob | null,
  change: InboxChange,
): Promise<ModelSummary | null> {
  if (change.modelSummary !== undefined) return change.modelSummary;
  return job?.wantsSummary === true ? guard.mark(change) : null;
}

/** What many pages of a site share, and whatever differs in the frames of a host's pages, is one message of a run. */
function togetherWith(change: InboxChange): { readonly key: string; readonly words: Told } | undefined {
  const key = togetherKey(change);
  if (key === null) return undefined;
  const host = urlHost(change.url);
  return { key, words: key === frameKey(host) ? frameWords(host) : siteWideWords(change) };
}

/** Chunks that were decided at the same moment each stored the change of a body that stands at an address of both. */
function sameBodyOf(change: InboxChange): { readonly sameBody?: string } {
  const sameBody = isOfBodyAlone(change) ? bodyChange(change) : null;
  return sameBody === null ? {} : { sameBody };
}

/** A price is told of each page: people follow it by its address. */
function isOfBodyAlone({ kind, rules, siteWide }: InboxChange): boolean {
  return kind !== 'price' && kind !== 'availability' && rules === undefined && siteWide === undefined;
}

/** What rules about prices told of it already. */
async function toldBefore(
  ports: AlertPorts,
  rules: readonly AlertRule[],
  change: InboxChange,
): Promise<ToldBy[]> {
  const isFoundTwice = isPriceMove(change) && rules.some(({ when }) => when.kind === 'price');
  return isFoundTwice ? toldAsPrice(ports, change) : [];
}

/** The rules that find the change worth telling, with why. */
function reasonsOf(rules: readonly AlertRule[], change: InboxChange): Map<AlertRule, string> {
  const reasons = new Map<AlertRule, string>();
  for (const rule of rules) {
    if (rule.when.kind !== 'change' || isOlder(change, rule)) continue;
    const { fires, reason } = judgeChange(rule.when, change);
    if (fires) reasons.set(rule, reason);
  }
  return reasons;
}

/** What happened before there was the rule is not told by it; a pending change may be confirmed later. */
function isOlder({ alertAt, at }: InboxChange, { createdAt }: AlertRule): boolean {
  return (alertAt ?? at) < createdAt;
}

interface Firing {
  readonly rule: AlertRule;
  readonly job: AlertJob;
  readonly change: InboxChange;
  readonly reason: string;
  readonly summary: ModelSummary | null;
}

function factsOf(ports: AlertPorts, { rule, job, change, reason, summary }: Firing): IncidentFacts {
  const subject = changeSubject(linked(change, job));
  const said = summaryText(summary ?? undefined);
  return {
    rule,
    at: change.at,
    now: ports.clock.now(),
    knownAt: change.alertAt ?? change.at,
    severity: messageSeverity(change.severity),
    ...changeWords(linked(change, job)),
    reason,
    subject: {
      job: namedJob(job),
      ...subject,
      ...given({ change: subject.change && withSummary(subject.change, said) }),
    },
    ...(summary?.state === 'waiting' ? { awaits: summary.until } : {}),
  };
}
