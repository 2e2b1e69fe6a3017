// What a roll-back does to alerts: incidents about what was taken back are marked, and price rules go on from the prices
// that are left.
import type { AlertRule } from '../../alert/rule/alert-rule.ts';
import { alertStateId } from '../../alert/rule/alert-state-id.ts';
import { type AlertState, judgePrice } from '../../alert/rule/judge-price.ts';
import { incidentGroup, incidentId } from '../../alert/incident/incident-id.ts';
import type { Incident } from '../../alert/incident/incident.ts';
import { givenBack, takenBack } from '../../alert/incident/telling.ts';
import type { RolledBack } from '../../page/rolled-back.ts';
import type { InboxChange } from '../../page/inbox.ts';
import type { PricePoint } from '../../page/page.ts';
import { ruleKey } from '../../price/rule/judge-rules.ts';
import { NEW_RULE_STATE } from '../../price/rule/rule-input.ts';
import type { MendPorts } from './mend-ports.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

type Ports = Pick<MendPorts, 'incidents' | 'alertRules' | 'alertStates' | 'history' | 'hasher'>;

/** Prices of a page from which what a rule knows is made anew. */
const REPLAYED = 500;

/** Ids of the incidents that told these changes and prices, as far as there are any. */
export async function incidentsAbout(
  ports: Ports,
  workspaceId: string,
  { changes, points }: { readonly changes: readonly InboxChange[]; readonly points: readonly PricePoint[] },
): Promise<string[]> {
  const ids = changes.flatMap(({ alerts = [] }) => alerts.map((alert) => alert.incidentId));
  if (points.length === 0) return [...new Set(ids)];
  const rules = await priceRules(ports, workspaceId);
  const ofPrices = points.flatMap(({ _id, at }) =>
    rules.map((rule) => incidentId(at, [rule._id, _id], ports.hasher)),
  );
  return [...new Set([...ids, ...ofPrices])];
}

/**
 * Marks the incidents; one that gathers the changes of a run is marked by the roll-back of that run alone. Returns how many
 * have this mark, by an attempt before too.
 */
export async function withdrawIncidents(
  ports: Ports,
  ids: readonly string[],
  { mark, rolledBackRun }: { readonly mark: RolledBack; readonly rolledBackRun: string | null },
): Promise<number> {
  let marked = 0;
  for (const id of ids) {
    const incident = await change(ports, id, (found) => {
      const isPartial = found.gathers === true && found.run?.id !== rolledBackRun;
      return isPartial || found.rolledBack !== undefined ? null : takenBack(found, mark);
    });
    const isCounted = incident?.gathers !== true || incident.run?.id === rolledBackRun;
    if (isCounted && incident?.rolledBack?.runId === mark.runId) marked += 1;
  }
  return marked;
}

export interface GivingBack extends Pick<RolledBack, 'runId' | 'at' | 'by'> {
  /** Those that gather the changes of a run, or all others. */
  readonly gathering: boolean;
}

/** Returns how many were given back, by an attempt before too. */
export async function restoreIncidents(
  ports: Ports,
  ids: readonly string[],
  { runId, at, by, gathering }: GivingBack,
): Promise<number> {
  let restored = 0;
  for (const id of ids) {
    const incident = await change(ports, id, (found) => {
      const isWanted = (found.gathers === true) === gathering;
      return isWanted && found.rolledBack?.runId === runId ? givenBack(found, { at, by }) : null;
    });
    if (incident !== null && (incident.gathers === true) === gathering && wasGivenBack(incident, at))
      restored += 1;
  }
  return restored;
}

function wasGivenBack({ rolledBack, history }: Incident, at: Date): boolean {
  return (
    rolledBack === undefined &&
    history.some((move) => move.event === 'given-back' && move.at.getTime() === at.getTime())
  );
}

/** Incidents that stand for many changes or prices of a run. */
export async function gatheringIncidents(
  ports: Ports,
  workspaceId: string,
  runId: string,
): Promise<string[]> {
  const rules = await ports.alertRules.list(workspaceId);
  const told = rules.filter(({ when }) => when.kind === 'change' || when.kind === 'price');
  const ids: string[] = [];
  for (const { _id } of told) {
    const found = await ports.incidents.ofGroup(incidentGroup(_id, runId));
    ids.push(...found.filter(({ gathers }) => gathers === true).map((incident) => incident._id));
  }
  return ids;
}

/** What alert rules know of a page follows from the prices that are in force. */
export async function replayAlertStates(ports: Ports, workspaceId: string, pageId: string): Promise<void> {
  const rules = await priceRules(ports, workspaceId);
  const kept = await ports.alertStates.getMany(rules.map(({ _id }) => alertStateId(_id, pageId)));
  if (kept.size === 0) return;
  const points = await ports.history.prices({ pageId, limit: REPLAYED });
  const states = rules.flatMap((rule) => {
    const state = kept.get(alertStateId(rule._id, pageId));
    return state === undefined ? [] : [replayed(rule, state, points.toReversed())];
  });
  await ports.alertStates.put(states);
}

function replayed({ when }: AlertRule, kept: AlertState, points: readonly PricePoint[]): AlertState {
  if (when.kind !== 'price') return kept;
  const none: AlertState = {
    ...kept,
    key: ruleKey(when.rule),
    state: NEW_RULE_STATE,
    pointId: '',
    at: new Date(0),
  };
  return points.reduce((state, point) => {
    const verdict = judgePrice(when.rule, state, point);
    return verdict === null ? state : { ...state, state: verdict.state, pointId: point._id, at: point.at };
  }, none);
}

async function priceRules({ alertRules }: Ports, workspaceId: string): Promise<AlertRule[]> {
  return (await alertRules.list(workspaceId)).filter(({ when }) => when.kind === 'price');
}

/** The incident as it is then; null: there is none. */
async function change(
  { incidents }: Ports,
  id: string,
  next: (incident: Incident) => Incident | null,
): Promise<Incident | null> {
  const attempt = async (): Promise<Incident | null | Outrun> => {
    const incident = await incidents.get(id);
    const changed = incident === null ? null : next(incident);
    if (incident === null || changed === null) return incident;
    return (await incidents.replace(changed, incident.v)) ? changed : OUTRUN;
  };
  return untilWritten(attempt, () => keepsChanging(`Incident ${id}`, { incidentId: id }));
}
