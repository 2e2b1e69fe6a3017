// The sentence of a language model about a change: asked of a model on a real socket, between the sweep that judges changes and the one
// that tells them.
import { describe, expect, it } from 'vitest';
import { readTokenUse } from '../../../domain/job/limit/model-tokens.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { putChanges } from '../../support/alert-scene.ts';
import { MODEL_KEY, MODEL_NAME, says } from '../../support/model-server.ts';
import {
  createSummaryScene,
  FALL,
  LINE,
  mailOf,
  SENTENCE,
  toldScene,
  WANTING,
} from '../../support/summary-scene.ts';

describe('a change of a job that wants a sentence', () => {
  it('waits for it, and is told with it first and its difference after it', async () => {
    const scene = await createSummaryScene();
    scene.server.saying = says({ sentence: SENTENCE }, 400);
    await scene.put('tea');
    await scene.sweep();
    expect(scene.message('tea')).toBeUndefined();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { state: 'waiting', asked: 0 } });
    expect(await scene.write()).toBe(1);
    expect(await scene.change('tea')).toMatchObject({
      modelSummary: { state: 'written', text: SENTENCE, model: MODEL_NAME },
    });
    await scene.sweep();
    const message = scene.message('tea');
    expect(message?.lines[0]).toBe(LINE);
    expect(message?.change).toMatchObject({
      modelSummary: SENTENCE,
      lines: [
        { op: 'removed', text: 'Costs 12.90 €' },
        { op: 'added', text: 'Costs 9.90 €' },
      ],
    });
    const { text } = mailOf(message);
    expect(text.indexOf(LINE)).toBeGreaterThan(0);
    expect(text.indexOf(LINE)).toBeLessThan(text.indexOf('- Costs 12.90 €'));
    expect(await scene.tokens()).toBe(400);
    expect(await scene.told()).toMatchObject([
      { jobId: WANTING, data: { changeId: `${WANTING}:tea:1`, title: 'Green tea', text: SENTENCE } },
    ]);
    expect(await scene.write()).toBe(0);
    expect(scene.server.asked).toHaveLength(1);
  });

  it('is sent as title and lines between marks, without its address', async () => {
    const scene = await toldScene();
    const body = JSON.stringify(scene.server.asked[0]?.body);
    expect(body).toContain('Title: Green tea');
    expect(body).toContain('- Costs 12.90 €');
    expect(body).toContain('⟦page nonce1⟧');
    for (const secret of ['shop.example', 's3cret', 'Tea"', MODEL_KEY]) expect(body).not.toContain(secret);
  });

  it('that is no change to tell, or has no text, asks nothing', async () => {
    const scene = await createSummaryScene();
    await scene.put('pending', { state: 'pending' });
    await scene.put('gone', { kind: 'removed', detail: { ...FALL, kind: 'removed', blocks: [] } });
    await scene.put('noise', { detail: { ...FALL, blocks: [{ ...FALL.blocks[0], rule: 'clock' }] } });
    await scene.put('other', { jobId: 'job' });
    await scene.sweep();
    expect(await scene.write()).toBe(0);
    expect(scene.server.asked).toEqual([]);
    expect(scene.message('gone')).toBeDefined();
    for (const name of ['pending', 'gone', 'noise', 'other'])
      expect(await scene.change(name)).not.toHaveProperty('modelSummary');
  });

  it('says so where the installation has no model, and is told at once', async () => {
    const scene = await createSummaryScene();
    Object.assign(scene.alertPorts, { hasModel: false });
    await scene.put('tea');
    await scene.sweep();
    expect(scene.message('tea')).toBeDefined();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { state: 'none', reason: 'no-model' } });
  });

  it('in a digest has its sentence behind its line', async () => {
    const scene = await createSummaryScene([{ digest: 'hour' }]);
    scene.server.saying = says({ sentence: 'It got cheaper.' });
    for (const name of ['tea', 'cocoa']) await scene.put(name);
    await scene.sweep();
    await scene.write();
    scene.later(3_600_000);
    await scene.sweep();
    const [digest] = scene.alerts.sent.values();
    expect(digest?.kind).toBe('digest');
    expect(digest?.lines).toEqual([
      expect.stringMatching(/^A paragraph .*\. A language model says: “It got cheaper\.”$/),
      expect.stringMatching(/“It got cheaper\.”$/),
    ]);
  });
});

describe('a run with many changes', () => {
  it('asks about twenty, the gravest first, and tells why of the others', async () => {
    const scene = await createSummaryScene([{ stormAfter: 1_000 }]);
    scene.server.saying = says({ sentence: SENTENCE }, 10);
    for (let n = 0; n < 30; n += 1)
      await scene.put(`page${n}`, { severity: n < 3 ? 'minor' : n < 6 ? 'major' : 'notable' });
    await scene.sweep();
    await scene.write();
    await scene.sweep();
    expect(scene.server.asked).toHaveLength(20);
    const reasons = new Map<string, number>();
    for (let n = 0; n < 30; n += 1) {
      const summary = (await scene.change(`page${n}`))?.modelSummary;
      const key = `${n < 3 ? 'minor' : n < 6 ? 'major' : 'notable'} ${summary?.state === 'none' ? summary.reason : summary?.state}`;
      reasons.set(key, (reasons.get(key) ?? 0) + 1);
    }
    expect(Object.fromEntries(reasons)).toEqual({
      'minor too-many': 3,
      'major written': 3,
      'notable written': 17,
      'notable too-many': 7,
    });
    expect(scene.alerts.sent.size).toBe(30);
    // A graver one that comes later has its place; a lesser one has none.
    await scene.put('late', { severity: 'major' });
    await scene.put('lesser', { severity: 'minor' });
    await scene.sweep();
    await scene.write();
    expect(await scene.change('late')).toMatchObject({ modelSummary: { state: 'written' } });
    expect(await scene.change('lesser')).toMatchObject({ modelSummary: { reason: 'too-many' } });
  });

  it('asks nothing about what its pages share', async () => {
    const scene = await createSummaryScene();
    await scene.put('tea', { siteWide: 'footer' });
    await scene.sweep();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { reason: 'together' } });
  });

  it('tells what is alone beyond a storm with its sentence', async () => {
    const scene = await createSummaryScene([{ stormAfter: 1 }]);
    scene.server.saying = says({ sentence: SENTENCE });
    await scene.put('a');
    await scene.put('b');
    await scene.sweep();
    const incidents = await scene.alerts.stores.incidents.list({ workspaceId: 'default', limit: 9 });
    expect(incidents.filter(({ awaits }) => awaits !== undefined)).toHaveLength(1);
    await scene.write();
    await scene.alerts.stores.runs.insert(
      sampleRun('run', { state: 'completed', alertAt: scene.alerts.now }),
    );
    await scene.sweep();
    expect([...scene.alerts.sent.values()].map(({ lines }) => lines[0])).toEqual([LINE, LINE]);
  });
});

it('what one workspace asks uses no tokens of another, and is told to no other', async () => {
  const scene = await createSummaryScene([{}], { tokensPerDay: 1_500 });
  const { stores } = scene.alerts;
  const wanting = await stores.jobs.get(WANTING);
  if (wanting === null) throw new Error('there is no job');
  await stores.jobs.insert({ ...wanting, _id: 'theirs', workspaceId: 'other' });
  scene.server.saying = says({ sentence: SENTENCE }, 1_400);
  await scene.put('ours');
  await putChanges(scene.alerts, 1, {
    _id: 'theirs:tea:1',
    pageId: 'theirs:tea',
    jobId: 'theirs',
    title: 'Their tea',
    detail: FALL,
    workspaceId: 'other',
  });
  await scene.sweep();
  expect(await scene.write()).toBe(2);
  expect(await stores.history.change('theirs:tea:1')).toMatchObject({ modelSummary: { text: SENTENCE } });
  for (const workspaceId of ['default', 'other'])
    expect((await readTokenUse(scene.ports, workspaceId, 1_500)).used).toBe(1_400);
  const titles = scene.server.asked.map(({ body }) =>
    String(JSON.stringify(body).match(/(?:Green|Their) tea/g)),
  );
  expect(titles.toSorted((a, b) => a.localeCompare(b))).toEqual(['Green tea', 'Their tea']);
});
