import { expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { firstRules } from '../../../../domain/alert/rule/first-rules.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { sampleRun, START } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, told } from '../../../support/alert-scene.ts';

type Course = 'nothing' | 'no field' | 'gone' | 'well' | 'failed' | 'partial';

const SUBJECTS: Partial<Record<Course, string>> = { nothing: 'pages', gone: 'pages', 'no field': 'price' };

/** Runs of the job, an hour apart, each judged as it ends with the trouble that it left. */
async function runs(scene: AlertScene, course: readonly Course[]): Promise<void> {
  const { jobs, runs: kept } = scene.stores;
  for (const [index, how] of course.entries()) {
    scene.now = new Date(scene.now.getTime() + 3_600_000);
    const times = { createdAt: scene.now, finishedAt: scene.now, alertAt: scene.now };
    const runId = `run_${index}`;
    const reasons = how === 'gone' ? { 'still-removed': 1 } : how === 'nothing' ? { 'not-found': 1 } : {};
    const run = sampleRun(runId, {
      seq: index,
      state: how === 'failed' ? 'failed' : 'completed',
      ...times,
      ...(how === 'partial' ? {} : { degradation: { comparedWith: [], findings: [] } }),
      totals: { ...NO_COUNTS, reasons, chunks: 1, discovered: 1, durationMs: 1 },
    });
    const job = await jobs.get('job');
    if (job === null) throw new Error('there is no job');
    const subject = SUBJECTS[how];
    const found = { kind: 'nothing-to-watch' as const, text: 'It is not there.', remedy: 'Correct it.' };
    const trouble = subject === undefined ? null : { ...found, subject, since: scene.now, runId };
    await jobs.control(job, { trouble: how === 'partial' ? (job.trouble ?? null) : trouble }, null);
    await kept.insert(run);
    await sweepAlerts(scene.ports);
  }
}

const BEGIN = 'begin: Kettles has nothing to watch';
const END = 'end: Over: Kettles has nothing to watch';
const FIELD = 'begin: Kettles finds “price” nowhere';

it.each<[string, Course[], string[]]>([
  ['a job with nothing to watch', ['well', 'nothing'], [BEGIN]],
  ['it once, however long it lasts', ['nothing', 'nothing', 'nothing'], [BEGIN]],
  ['its end when there is something', ['nothing', 'well', 'well'], [BEGIN, END]],
  ['no end by a run that failed, or was of some pages', ['nothing', 'failed', 'partial'], [BEGIN]],
  ['a field that is on no page, by its name', ['no field'], [FIELD]],
  ['nothing of a page that is gone, which was told as a change', ['gone', 'gone'], []],
])('a rule for jobs with nothing to watch tells %s', async (_what, course, expected) => {
  const scene = await createAlertScene([{ when: { kind: 'nothing-to-watch' } }]);
  await runs(scene, course);
  expect(told(scene)).toEqual(expected);
});

it('the message says what is missing and what to do', async () => {
  const scene = await createAlertScene([{ when: { kind: 'nothing-to-watch' } }]);
  await runs(scene, ['nothing']);
  expect([...scene.sent.values()][0]?.lines).toEqual([
    'It is not there.',
    'Correct it.',
    'Told by the rule “Changes”: the run found nothing to watch.',
  ]);
});

it('a workspace has such a rule from the start', () => {
  const kinds = firstRules('default', START).map(({ when }) => when.kind);
  expect(kinds).toContain('nothing-to-watch');
});
