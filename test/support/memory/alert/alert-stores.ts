// The stores of alerts in memory.
import type { AlertRule, AlertRuleStore } from '../../../../domain/alert/rule/alert-rule.ts';
import type { AlertMarkStore, AlertStateStore } from '../../../../domain/alert/rule/alert-store.ts';
import { SEVERITIES } from '../../../../domain/change/change.ts';
import type { AlertState } from '../../../../domain/alert/rule/judge-price.ts';
import type { PricePoint } from '../../../../domain/page/page.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { given } from '../../../../domain/system/given.ts';
import { byId, type DocumentTable } from '../document-table.ts';
import type { ChangeDocument } from '../history-store.ts';
import { toSummary } from '../run-list.ts';

export function createAlertRuleStore(rules: DocumentTable<AlertRule>): AlertRuleStore {
  return {
    async list(workspaceId) {
      return rules.find((one) => one.workspaceId === workspaceId, byName);
    },
    async get(ruleId) {
      return rules.get(ruleId);
    },
    async insert(rule) {
      return rules.insert(rule);
    },
    async replace(rule, version) {
      return (
        rules.change(
          rule._id,
          (one) => one.version === version,
          () => rule,
        ) !== null
      );
    },
    async remove(workspaceId, ruleId) {
      const isThere = rules.get(ruleId)?.workspaceId === workspaceId;
      if (isThere) rules.delete(ruleId);
      return isThere;
    },
    async ofKind(kind) {
      return rules.find(({ when, enabled }) => when.kind === kind && enabled);
    },
  };
}

function byName(a: AlertRule, b: AlertRule): number {
  if (a.name === b.name) return byId(a, b);
  return a.name < b.name ? -1 : 1;
}

interface MarkedTables {
  readonly changes: DocumentTable<ChangeDocument>;
  readonly prices: DocumentTable<PricePoint>;
  readonly runs: DocumentTable<Run>;
}

export function createAlertMarkStore({ changes, prices, runs }: MarkedTables): AlertMarkStore {
  return {
    async changes(limit) {
      return waiting(changes, limit);
    },
    async prices(limit) {
      return waiting(prices, limit);
    },
    async runs(limit) {
      return waiting(runs, limit).map(toSummary);
    },
    async changesJudged(judged) {
      for (const { id, alerts, modelSummary } of judged)
        changes.change(
          id,
          () => true,
          ({ alertAt: _alertAt, ...rest }) => ({ ...rest, alerts, ...given({ modelSummary }) }),
        );
    },
    async pricesJudged(judged) {
      for (const { id, alerts } of judged)
        prices.change(
          id,
          () => true,
          ({ alertAt: _alertAt, ...rest }) => (alerts.length === 0 ? rest : { ...rest, alerts }),
        );
    },
    async runsJudged(ids) {
      for (const id of ids)
        runs.change(
          id,
          () => true,
          ({ alertAt: _alertAt, ...rest }) => rest,
        );
    },
    async countAlerted(kind, runId, incidentId) {
      const isOf = isAlerted(runId, incidentId);
      return kind === 'change' ? changes.find(isOf).length : prices.find(isOf).length;
    },
    async alertedChanges(runId, incidentId, limit) {
      return changes.find(isAlerted(runId, incidentId), gravestFirst, limit);
    },
    async alertedPrices(runId, incidentId, limit) {
      return prices.find(isAlerted(runId, incidentId), byId, limit);
    },
  };
}

function isAlerted(runId: string, incidentId: string) {
  return (one: Pick<ChangeDocument, 'runId' | 'alerts'>): boolean =>
    one.runId === runId && (one.alerts ?? []).some((alert) => alert.incidentId === incidentId);
}

function gravestFirst(a: ChangeDocument, b: ChangeDocument): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || byId(a, b);
}

function waiting<T extends { readonly _id: string; readonly alertAt?: Date }>(
  table: DocumentTable<T>,
  limit: number,
): T[] {
  const since = ({ alertAt }: T): number => alertAt?.getTime() ?? 0;
  return table.find(
    ({ alertAt }) => alertAt !== undefined,
    (a, b) => since(a) - since(b) || byId(a, b),
    limit,
  );
}

export function createAlertStateStore(states: DocumentTable<AlertState>): AlertStateStore {
  return {
    async getMany(ids) {
      const found = ids.flatMap((id): [string, AlertState][] => {
        const state = states.get(id);
        return state === null ? [] : [[id, state]];
      });
      return new Map(found);
    },
    async put(some) {
      for (const state of some) states.put(state);
    },
    async forget(ruleId, limit) {
      const own = states.find((one) => one.ruleId === ruleId, byId, limit);
      for (const { _id } of own) states.delete(_id);
      return own.length;
    },
  };
}
