// What every store of alerts promises: rules, marks of what is not judged, states of pages, incidents.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AlertRuleStore } from '../../domain/alert/rule/alert-rule.ts';
import type { AlertMarkStore, AlertStateStore } from '../../domain/alert/rule/alert-store.ts';
import type { AlertState } from '../../domain/alert/rule/judge-price.ts';
import type { MaintenanceStore } from '../../domain/alert/maintenance/maintenance-window.ts';
import { NEW_RULE_STATE } from '../../domain/price/rule/rule-input.ts';
import type { IncidentStore } from '../../domain/alert/incident/incident.ts';
import type { HistoryStore } from '../../domain/page/page-store.ts';
import type { RunStore } from '../../domain/run/run-store.ts';
import { sampleIncident, sampleRule, sampleWindow } from './sample-alerts.ts';
import { minutesLater, sampleChange, samplePrice, sampleRun, START } from './sample-documents.ts';
import { race } from './race.ts';

interface Stores {
  readonly alertRules: AlertRuleStore;
  readonly alertMarks: AlertMarkStore;
  readonly alertStates: AlertStateStore;
  readonly incidents: IncidentStore;
  readonly history: HistoryStore;
  readonly runs: RunStore;
  readonly maintenance: MaintenanceStore;
}

const ids = (rows: readonly { readonly _id: string }[]): string[] => rows.map(({ _id }) => _id);

export function describeIncidentStores(name: string, create: () => Promise<Stores>): void {
  describe(`alert stores on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
    });

    it('keeps rules of a workspace by name, and replaces the version that is expected', async () => {
      const { alertRules } = stores;
      const rule = sampleRule('rule_a', { workspaceId: 'rules' });
      expect(await alertRules.insert(rule)).toBe(true);
      expect(await alertRules.insert({ ...rule, name: 'B' })).toBe(false);
      await alertRules.insert({ ...rule, _id: 'rule_b', name: 'A', when: { kind: 'run-failed' } });
      expect(ids(await alertRules.list('rules'))).toEqual(['rule_b', 'rule_a']);
      expect(await alertRules.replace({ ...rule, version: 2, enabled: false }, 1)).toBe(true);
      expect(await alertRules.replace({ ...rule, version: 2 }, 1)).toBe(false);
      expect(await alertRules.get('rule_a')).toMatchObject({ version: 2, enabled: false });
      const ofKind = (await alertRules.ofKind('run-failed')).filter(
        ({ workspaceId }) => workspaceId === 'rules',
      );
      expect(ids(ofKind)).toEqual(['rule_b']);
      expect(await alertRules.remove('other', 'rule_a')).toBe(false);
      expect(await alertRules.remove('rules', 'rule_a')).toBe(true);
      expect(await alertRules.get('rule_a')).toBeNull();
    });

    it('has what is not judged until it is, the longest waiting first', async () => {
      const { alertMarks, history } = stores;
      const later = minutesLater(1);
      await history.insertChanges([
        sampleChange('job:a', 1, { state: 'confirmed', alertAt: later }),
        sampleChange('job:b', 1, { state: 'confirmed', alertAt: START }),
        sampleChange('job:c', 1, { state: 'pending' }),
      ]);
      expect(ids(await alertMarks.changes(9))).toEqual(['job:b:1', 'job:a:1']);
      expect(ids(await alertMarks.changes(1))).toEqual(['job:b:1']);
      const alerts = [{ ruleId: 'rule_a', incidentId: 'inc_1' }];
      await alertMarks.changesJudged([{ id: 'job:b:1', alerts }]);
      expect(ids(await alertMarks.changes(9))).toEqual(['job:a:1']);
      expect(await history.change('job:b:1')).toMatchObject({ alerts });
      expect(await alertMarks.countAlerted('change', 'run', 'inc_1')).toBe(1);
      expect(await alertMarks.countAlerted('change', 'run', 'inc_2')).toBe(0);
    });

    it('has the changes that an incident stands for, the gravest first', async () => {
      const { alertMarks, history } = stores;
      const severities = ['minor', 'major', 'notable', 'major'] as const;
      const changes = severities.map((severity, n) =>
        sampleChange(`job:grave${n}`, 1, { state: 'confirmed', alertAt: START, severity }),
      );
      await history.insertChanges(changes);
      const alerts = [{ ruleId: 'rule_a', incidentId: 'inc_grave' }];
      await alertMarks.changesJudged(changes.map(({ _id }) => ({ id: _id, alerts })));
      const found = await alertMarks.alertedChanges('run', 'inc_grave', 9);
      expect(ids(found)).toEqual(['job:grave1:1', 'job:grave3:1', 'job:grave2:1', 'job:grave0:1']);
      expect(ids(await alertMarks.alertedChanges('run', 'inc_grave', 2))).toEqual([
        'job:grave1:1',
        'job:grave3:1',
      ]);
      expect(await alertMarks.alertedChanges('other', 'inc_grave', 9)).toEqual([]);
    });

    it('has a pending change once it is confirmed, and never one that is withdrawn', async () => {
      const { alertMarks, history } = stores;
      await history.insertChanges([sampleChange('job:p', 1), sampleChange('job:q', 1)]);
      await history.settleChanges(['job:p:1'], 'withdrawn', START);
      await history.settleChanges(['job:q:1'], 'confirmed', minutesLater(5));
      const waiting = await alertMarks.changes(9);
      expect(ids(waiting)).toContain('job:q:1');
      expect(ids(waiting)).not.toContain('job:p:1');
    });

    it('has prices and ended runs until they are judged', async () => {
      const { alertMarks, history, runs } = stores;
      await history.insertPrices([
        samplePrice('job:a', 11, { alertAt: START }),
        samplePrice('job:a', 12, { alertAt: minutesLater(1) }),
      ]);
      await runs.insert(sampleRun('run_1', { state: 'failed', alertAt: START }));
      await runs.insert(sampleRun('run_2', { state: 'failed' }));
      expect(ids(await alertMarks.prices(9))).toEqual(['job:a:11', 'job:a:12']);
      expect(await alertMarks.runs(9)).toMatchObject([{ _id: 'run_1' }]);
      const alerts = [{ ruleId: 'rule_a', incidentId: 'inc_p' }];
      await alertMarks.pricesJudged([
        { id: 'job:a:11', alerts },
        { id: 'job:a:12', alerts: [] },
      ]);
      expect(await alertMarks.countAlerted('price', 'run', 'inc_p')).toBe(1);
      expect(await alertMarks.countAlerted('price', 'other', 'inc_p')).toBe(0);
      expect(ids(await alertMarks.alertedPrices('run', 'inc_p', 9))).toEqual(['job:a:11']);
      await alertMarks.runsJudged(['run_1']);
      expect(await alertMarks.prices(9)).toEqual([]);
      expect(await alertMarks.runs(9)).toEqual([]);
    });

    it('keeps what rules know of pages', async () => {
      const { alertStates } = stores;
      const state: AlertState = {
        _id: 'rule_a:job:a',
        ruleId: 'rule_a',
        jobId: 'job',
        key: 'k',
        state: NEW_RULE_STATE,
        pointId: 'job:a:11',
        at: START,
      };
      await race(4, () => alertStates.put([state]));
      await alertStates.put([{ ...state, pointId: 'job:a:12' }]);
      const found = await alertStates.getMany(['rule_a:job:a', 'rule_a:job:none']);
      expect([...found]).toEqual([['rule_a:job:a', { ...state, pointId: 'job:a:12' }]]);
      expect(await alertStates.forget('rule_a', 9)).toBe(1);
      expect(await alertStates.forget('rule_a', 9)).toBe(0);
    });

    it('keeps an incident once, and one alone under an open key', async () => {
      const { incidents } = stores;
      const lasting = { lasting: true, openKey: 'no-run:rule_a:job', kind: 'no-run' } as const;
      const one = sampleIncident('inc_1', { ...lasting, workspaceId: 'inc' });
      await incidents.insert([one, sampleIncident('inc_2', { ...lasting, workspaceId: 'inc' })]);
      await incidents.insert([{ ...one, title: 'other' }]);
      expect(await incidents.list({ workspaceId: 'inc', limit: 9 })).toEqual([one]);
      expect(await incidents.open('no-run:rule_a:job')).toEqual(one);
      expect(ids(await incidents.openOfKind('no-run', 9))).toEqual(['inc_1']);
      const { openKey: _openKey, ...over } = one;
      expect(await incidents.replace({ ...over, state: 'resolved' }, 7)).toBe(false);
      expect(await incidents.replace({ ...over, state: 'resolved' }, 1)).toBe(true);
      expect(await incidents.get('inc_1')).toMatchObject({ v: 2, state: 'resolved' });
      expect(await incidents.open('no-run:rule_a:job')).toBeNull();
      await incidents.insert([sampleIncident('inc_3', { ...lasting, workspaceId: 'inc' })]);
      expect([...(await incidents.countOpen('inc'))]).toEqual([['open', 1]]);
      expect(ids(await incidents.list({ workspaceId: 'inc', states: ['open'], limit: 9 }))).toEqual([
        'inc_3',
      ]);
      expect(ids(await incidents.list({ workspaceId: 'inc', before: 'inc_3', limit: 9 }))).toEqual(['inc_1']);
    });

    it('has incidents that are due, the longest waiting first, and those of a group', async () => {
      const { incidents } = stores;
      const group = 'rule_a:run';
      await incidents.insert([
        sampleIncident('inc_d2', { tellAt: minutesLater(2), group }),
        sampleIncident('inc_d1', { tellAt: minutesLater(1), group }),
        sampleIncident('inc_d3', { tellAt: minutesLater(9) }),
        sampleIncident('inc_d0', {}),
      ]);
      expect(ids(await incidents.due(minutesLater(2), 9))).toEqual(['inc_d1', 'inc_d2']);
      expect(ids(await incidents.due(minutesLater(2), 1))).toEqual(['inc_d1']);
      expect(ids(await incidents.ofGroup(group)).toSorted()).toEqual(['inc_d1', 'inc_d2']);
    });

    it('has incidents with a step that is due, the longest waiting first', async () => {
      const { incidents } = stores;
      await incidents.insert([
        sampleIncident('inc_s2', { stepAt: minutesLater(2) }),
        sampleIncident('inc_s1', { stepAt: minutesLater(1) }),
        sampleIncident('inc_s3', { stepAt: minutesLater(9) }),
      ]);
      expect(ids(await incidents.stepsDue(minutesLater(2), 9))).toEqual(['inc_s1', 'inc_s2']);
      expect(ids(await incidents.stepsDue(minutesLater(2), 1))).toEqual(['inc_s1']);
    });

    it('knows when the next one is due, whether that is over or to come', async () => {
      const { incidents } = stores;
      // Before whatever else is due in these stores.
      const [first, second, third] = [new Date(1_000), new Date(2_000), new Date(3_000)];
      await incidents.insert([
        sampleIncident('inc_n1', { tellAt: third, stepAt: second }),
        sampleIncident('inc_n2', { tellAt: first }),
        sampleIncident('inc_n3', { stepAt: third }),
        sampleIncident('inc_n0', {}),
      ]);
      expect(await incidents.nextDue()).toEqual({ tellAt: first, stepAt: second });
    });

    it('has what a maintenance window holds back beyond now', async () => {
      const { incidents } = stores;
      const held = { windowId: 'mnt_h', reason: 'Moves', until: minutesLater(60) };
      await incidents.insert([
        sampleIncident('inc_h1', { held, tellAt: held.until }),
        sampleIncident('inc_h2', { held, tellAt: START }),
        sampleIncident('inc_h3', { held }),
        sampleIncident('inc_h4', { held: { ...held, windowId: 'mnt_i' }, tellAt: held.until }),
      ]);
      const window = { workspaceId: 'default', windowId: 'mnt_h' };
      expect(ids(await incidents.deferredBy(window, START, 9))).toEqual(['inc_h1']);
      expect(await incidents.deferredBy({ ...window, workspaceId: 'other' }, START, 9)).toEqual([]);
    });

    it('keeps maintenance windows of a workspace, the newest first', async () => {
      const { maintenance } = stores;
      const window = sampleWindow('mnt_1', { workspaceId: 'mnt' });
      expect(await maintenance.insert(window)).toBe(true);
      expect(await maintenance.insert({ ...window, reason: 'other' })).toBe(false);
      await maintenance.insert(sampleWindow('mnt_2', { workspaceId: 'mnt' }));
      await maintenance.insert(sampleWindow('mnt_3', { workspaceId: 'other' }));
      expect(ids(await maintenance.list('mnt'))).toEqual(['mnt_2', 'mnt_1']);
      expect((await maintenance.list('mnt'))[1]).toEqual(window);
      expect(await maintenance.remove('other', 'mnt_1')).toBe(false);
      expect(await maintenance.remove('mnt', 'mnt_1')).toBe(true);
      expect(await maintenance.remove('mnt', 'mnt_1')).toBe(false);
    });
  });
}
