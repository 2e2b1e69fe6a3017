import { describe, expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { sampleFailure, samplePrice, sampleRun } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';
import { PowerCut } from '../../../support/control-scene.ts';

const sweep = (scene: AlertScene) => sweepAlerts(scene.ports);

function later(scene: AlertScene, minutes: number): void {
  scene.now = new Date(scene.now.getTime() + minutes * 60_000);
}

async function endRun(
  scene: AlertScene,
  n: number,
  state: 'completed' | 'failed',
  dead: readonly string[] = [],
) {
  const _id = `run_${n}`;
  const endingReason = { code: 'too-many-failures', detail: '3 of 4 pages failed.' } as const;
  const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
  await scene.stores.runs.insert(
    sampleRun(_id, { seq: n, state, ...times, ...(state === 'failed' ? { endingReason } : {}) }),
  );
  await scene.stores.failures.put(dead.map((key) => sampleFailure(_id, key)));
}

describe('changes', () => {
  it('are told once each, and judged once', async () => {
    const scene = await createAlertScene();
    await putChanges(scene, 2);
    expect(await sweep(scene)).toMatchObject({ judged: 2, told: 2 });
    expect(await sweep(scene)).toMatchObject({ judged: 0, told: 0 });
    expect(told(scene)).toEqual(['begin: A paragraph was replaced', 'begin: A paragraph was replaced']);
    const [first] = await scene.stores.incidents.list({ workspaceId: 'default', limit: 1 });
    expect(first).toMatchObject({ state: 'resolved', told: 1 });
    const change = await scene.stores.history.change('job:p1:1');
    expect(change?.alerts).toHaveLength(1);
    expect(change?.alertAt).toBeUndefined();
  });

  it('are told once their second look has confirmed them, and never when they are withdrawn', async () => {
    const scene = await createAlertScene();
    await putChanges(scene, 2, { state: 'pending' });
    await sweep(scene);
    expect(told(scene)).toEqual([]);
    await scene.stores.history.settleChanges(['job:p1:1'], 'confirmed', scene.now);
    await scene.stores.history.settleChanges(['job:p2:1'], 'withdrawn', scene.now);
    await sweep(scene);
    expect(told(scene)).toHaveLength(1);
  });

  it('from before the rule, outside its scope or of a job that is gone are told to nobody', async () => {
    const scene = await createAlertScene([
      { createdAt: new Date('2027-01-01') },
      { scope: { kind: 'job', jobId: 'other' } },
      { scope: { kind: 'tag', tag: 'garden' } },
      { enabled: false },
    ]);
    await putChanges(scene, 1);
    await putChanges(scene, 1, { _id: 'gone:p1:1', jobId: 'gone' });
    expect(await sweep(scene)).toMatchObject({ judged: 2, told: 0 });
  });

  it('beyond a number in one run are one message, told at the end of the run', async () => {
    const scene = await createAlertScene([{ stormAfter: 3 }]);
    await putChanges(scene, 1_200);
    await sweep(scene);
    expect(told(scene)).toHaveLength(3);
    await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
    await sweep(scene);
    await sweep(scene);
    expect(told(scene).slice(3)).toEqual([expect.stringMatching(/^begin: 1,197 more .*; and 197 more$/)]);
    expect([...scene.sent.values()].at(-1)?.lines[20]).toBe('and 1177 more, none of them graver');
  });

  it('that many pages of a site share are one message', async () => {
    const scene = await createAlertScene();
    await putChanges(scene, 40, { siteWide: 'footer' });
    await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
    await sweep(scene);
    expect(told(scene)).toEqual(['begin: The same on 40 pages: A paragraph was replaced']);
  });

  it('of a storm whose run does not end are told after a while', async () => {
    const scene = await createAlertScene([{ stormAfter: 1 }]);
    await putChanges(scene, 3);
    await sweep(scene);
    later(scene, 15);
    await sweep(scene);
    expect(told(scene)).toHaveLength(2);
  });

  it('wait for the end of quiet hours, and come as one digest when they are many', async () => {
    const scene = await createAlertScene([{ quietHours: { from: '11:00', to: '13:00' }, stormAfter: 2 }]);
    await putChanges(scene, 2);
    for (const n of [7, 8, 9, 10])
      await putChanges(scene, 1, { _id: `job:q${n}:1`, pageId: `job:q${n}`, runId: `run_${n}` });
    await sweep(scene);
    expect(told(scene)).toEqual([]);
    later(scene, 60);
    await sweep(scene);
    expect(told(scene)).toHaveLength(1);
    expect(told(scene)[0]).toMatch(/^digest: Changes: \d texts changed, first: /);
  });

  it('are reminded of until somebody acknowledges them', async () => {
    const scene = await createAlertScene([{ remindMinutes: 30 }]);
    await putChanges(scene, 1);
    await sweep(scene);
    later(scene, 30);
    await sweep(scene);
    await sweep(scene);
    expect(told(scene)).toEqual([
      'begin: A paragraph was replaced',
      'reminder: Still: A paragraph was replaced',
    ]);
  });
});

describe('prices', () => {
  const rule = { when: { kind: 'price', rule: { kind: 'drop', percent: 10 } } } as const;

  async function putPrice(scene: AlertScene, order: number, minor: number) {
    later(scene, 60);
    const point = samplePrice('job:a', order, {
      minor,
      at: scene.now,
      alertAt: scene.now,
      runId: `run_${order}`,
    });
    await scene.stores.history.insertPrices([point]);
    await sweep(scene);
  }

  it('are compared with the price told last, so that a creep fires once per step', async () => {
    const scene = await createAlertScene([rule]);
    let minor = 10_000;
    for (let order = 11; order < 40; order++) {
      await putPrice(scene, order, minor);
      minor = Math.round(minor * 0.99);
    }
    expect(told(scene)).toHaveLength(2);
    expect([...scene.sent.values()][0]?.price).toEqual({
      beforeMinor: 10_000,
      afterMinor: 8_955,
      currency: 'EUR',
    });
  });

  it('begin anew when the rule is edited', async () => {
    const scene = await createAlertScene([rule]);
    await putPrice(scene, 11, 10_000);
    const present = await scene.stores.alertRules.get('rule_0');
    if (present === null) throw new Error('no rule');
    const edited = { kind: 'price', rule: { kind: 'target', amount: '50' } } as const;
    await scene.stores.alertRules.replace({ ...present, when: edited, version: 2 }, 1);
    await putPrice(scene, 12, 4_900);
    expect(told(scene)).toHaveLength(1);
  });
});

describe('runs', () => {
  it('that failed are told once, and the end when one completes', async () => {
    const scene = await createAlertScene([{ when: { kind: 'run-failed' } }]);
    for (const n of [1, 2, 3]) {
      later(scene, 60);
      await endRun(scene, n, n < 3 ? 'failed' : 'completed');
      await sweep(scene);
    }
    expect(told(scene)).toEqual(['begin: Kettles failed', 'end: Over: Kettles failed']);
    later(scene, 60);
    await endRun(scene, 4, 'failed');
    await sweep(scene);
    expect(told(scene)).toHaveLength(3);
  });

  it('whose job still holds them wait, and while a retry is to come nobody is told', async () => {
    const scene = await createAlertScene([{ when: { kind: 'run-failed' } }]);
    const { jobs } = scene.stores;
    await endRun(scene, 1, 'failed');
    await jobs.control({ _id: 'job', stateSeq: 1 }, { activeRun: 'run_1' }, null);
    expect(await sweep(scene)).toMatchObject({ judged: 0, told: 0 });
    await jobs.control({ _id: 'job', stateSeq: 2 }, { activeRun: null, retryAt: scene.now }, null);
    expect(await sweep(scene)).toMatchObject({ judged: 1, told: 0 });
  });

  it.each([
    [
      'a page that failed three times',
      [['a'], ['a'], ['a']],
      ['begin: 1 page of Kettles failed in 3 runs one after the other'],
    ],
    ['two runs alone', [['a'], ['a']], []],
    ['another page each time', [['a'], ['b'], ['c']], []],
    ['one that was well in between', [['a'], [], ['a'], ['a']], []],
    [
      'one that is well again',
      [['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b'], []],
      [
        'begin: 2 pages of Kettles failed in 3 runs one after the other',
        'end: Over: 2 pages of Kettles failed in 3 runs one after the other',
      ],
    ],
  ])('tell of pages that keep failing: %s', async (_, runs, expected) => {
    const scene = await createAlertScene([{ when: { kind: 'pages-failing', runs: 3 } }]);
    for (const [index, dead] of runs.entries()) {
      later(scene, 60);
      await endRun(scene, index + 1, 'completed', dead);
      await sweep(scene);
    }
    expect(told(scene)).toEqual(expected);
  });
});

/** A digest tells of one incident a line; cut off while it is put together, it may come as two. */
function tellings({ sent }: AlertScene): number {
  return [...sent.values()].reduce((sum, { kind, lines }) => sum + (kind === 'digest' ? lines.length : 1), 0);
}

describe('a power cut before any write', () => {
  type Prepare = (scene: AlertScene) => Promise<void>;
  const CASES: readonly (readonly [string, Parameters<typeof createAlertScene>[0], Prepare])[] = [
    ['two changes', [{}], (scene) => putChanges(scene, 2)],
    ['two rules', [{}, { name: 'B' }], (scene) => putChanges(scene, 1)],
    [
      'a storm and the end of its run',
      [{ stormAfter: 2 }],
      async (scene) => {
        await putChanges(scene, 9);
        await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
      },
    ],
    [
      'a digest',
      [{ stormAfter: 1 }],
      async (scene) => {
        for (const n of [1, 2, 3, 4])
          await putChanges(scene, 1, { _id: `job:q${n}:1`, pageId: `job:q${n}`, runId: `run_${n}` });
      },
    ],
    [
      'prices',
      [{ when: { kind: 'price', rule: { kind: 'any-change' } } }],
      async (scene) => {
        const at = (minutes: number) => new Date(scene.now.getTime() + minutes * 60_000);
        await scene.stores.history.insertPrices(
          [1, 2, 3].map((n) =>
            samplePrice('job:a', 10 + n, { minor: n * 100, at: at(n), alertAt: at(n), runId: `run_${n}` }),
          ),
        );
      },
    ],
    [
      'a failed run with a failing page',
      [{ when: { kind: 'run-failed' } }, { when: { kind: 'pages-failing', runs: 1 } }],
      (scene) => endRun(scene, 1, 'failed', ['a']),
    ],
  ];

  it.each(CASES)('loses nothing and tells nothing twice: %s', async (_, rules, prepare) => {
    const fresh = async (): Promise<AlertScene> => {
      const scene = await createAlertScene(rules);
      await prepare(scene);
      return scene;
    };
    const whole = await fresh();
    await sweep(whole);
    expect(whole.sent.size).toBeGreaterThan(0);
    for (let after = 0; after < whole.writes; after++) {
      const scene = await fresh();
      scene.failAfter = after;
      await expect(sweep(scene)).rejects.toThrow(PowerCut);
      scene.failAfter = null;
      await sweep(scene);
      expect(tellings(scene), `cut before write ${after + 1}`).toBe(tellings(whole));
      const incidents = await scene.stores.incidents.list({ workspaceId: 'default', limit: 99 });
      expect(incidents.filter((one) => one.told !== 1)).toEqual([]);
      expect(await sweep(scene)).toMatchObject({ judged: 0, told: 0 });
    }
  });

  it('tells nothing again in a digest when many more become due before the repeat', async () => {
    const put = async (scene: AlertScene, n: number): Promise<void> =>
      putChanges(scene, 1, { _id: `job:q${n}:1`, pageId: `job:q${n}`, runId: `run_${n}` });
    for (let isCut = true, after = 0; isCut; after++) {
      const scene = await createAlertScene();
      await put(scene, 1);
      scene.failAfter = after;
      isCut = await sweep(scene).then(
        () => false,
        () => true,
      );
      scene.failAfter = null;
      for (const n of [2, 3, 4, 5, 6, 7, 8, 9, 10]) await put(scene, n);
      await sweep(scene);
      expect(tellings(scene), `cut before write ${after + 1}`).toBe(10);
    }
  });
});
