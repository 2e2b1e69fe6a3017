// The list of changes: what is the site's is shown once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleChange, samplePage } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putJob, putRun } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

test('a template change of three pages is one entry that says so; JSON has them all', async () => {
  // What belongs to no job is shown to nobody.
  await putJob(harness, 'created', { jobId: 'job_x' });
  const changes = ['a', 'b', 'c', 'd'].map((key, n) =>
    sampleChange(`job_x:${key}`, n + 2, { jobId: 'job_x', ...(key === 'd' ? {} : { siteWide: 'footer' }) }),
  );
  await harness.ports.history.insertChanges(changes);
  const { out } = await runCli(['changes', 'job_x', '--api', api]);
  expect(out.match(/job_x:\w+:\d/g)).toHaveLength(2);
  expect(out).toContain('and 2 more pages: the template of the site changed');
  const json = JSON.parse((await runCli(['changes', 'job_x', '--json', '--api', api])).out) as {
    items: unknown[];
  };
  expect(json.items).toHaveLength(4);
});

test('of a run, what it found as a whole stands above its changes, and what differs in frames is one entry', async () => {
  const run = await putRun(harness, 'completed');
  const path = '(frame)/nav/ul/li/a';
  const told = { kind: 'text', severity: 'minor', summary: 'Around the text: …' } as const;
  const own = { jobId: run.jobId, runId: run._id, state: 'confirmed' } as const;
  const frames = ['a', 'b', 'c'].map((key) =>
    sampleChange(`${run.jobId}:${key}`, 2, {
      ...own,
      ...told,
      url: `https://shop.example/${key}`,
      detail: { ...told, blocks: [{ op: 'added', path, after: 'Blog' }], fields: [], frameOnly: true },
    }),
  );
  const gone = {
    kind: 'removed',
    severity: 'major',
    summary: 'The page “Tent” is gone.',
    title: 'Tent',
  } as const;
  await harness.ports.history.insertChanges([
    ...frames,
    sampleChange(`${run.jobId}:d`, 2, { ...own, ...gone }),
  ]);
  const { out } = await runCli(['changes', '--run', run._id, '--api', api]);
  expect(out).toMatch(
    /^changed {2}“Tent” is gone\n {9}The menu of shop\.example changed: \+ Blog; on 3 pages\n\n/,
  );
  expect(out).toContain('and 2 more pages: what stands around the text changed');
  const shown = await runCli(['run', run._id, '--api', api]);
  expect(shown.out).toContain('changed  “Tent” is gone\n         The menu of shop.example changed');
});

test('a change names the price rules that fired, and why', async () => {
  await putJob(harness, 'created', { jobId: 'job_y' });
  const rules = [{ name: 'cheap', reason: '€95.00 is at or below €100.00' }];
  await harness.ports.history.insertChanges([sampleChange('job_y:a', 2, { jobId: 'job_y', rules })]);
  const { out } = await runCli(['changes', 'job_y', '--api', api]);
  expect(out).toContain('price rule “cheap”: €95.00 is at or below €100.00');
});

test('a change is marked, filtered by, and marked back', async () => {
  await putJob(harness, 'created', { jobId: 'job_z' });
  await harness.ports.history.insertChanges([
    sampleChange('job_z:a', 2, { jobId: 'job_z', severity: 'major', summary: 'The price fell' }),
    sampleChange('job_z:a', 3, { jobId: 'job_z' }),
  ]);
  const cli = (...args: string[]) => runCli([...args, '--api', api]);
  expect((await cli('seen', 'job_z:a:2', 'job_z:a:9')).err).toBe(
    'Marked 1 change as seen; 1 had that state already, or there is no such change.\n',
  );
  expect((await cli('changes', 'job_z', '--inbox', 'unread')).out).not.toContain('job_z:a:2');
  expect((await cli('changes', 'job_z', '--severity', 'major')).out).toContain('The price fell');
  expect((await cli('unread', 'job_z:a:2')).err).toContain('Marked 1 change as unread.');
  expect((await cli('changes', 'job_z', '--search', 'PRICE FELL')).out.match(/job_z:\w+:\d/g)).toEqual([
    'job_z:a:2',
  ]);
  expect((await cli('changes', '--inbox', 'read')).code).not.toBe(0);
});

test('a change is found behind many that do not fit, which one request does not look at', async () => {
  await putJob(harness, 'created', { jobId: 'job_0' });
  await harness.ports.history.insertChanges([
    sampleChange('job_0:a', 2, { jobId: 'job_0', summary: 'Far behind' }),
  ]);
  const scan = harness.ports.inbox.scan.bind(harness.ports.inbox);
  // A store that looks at one change at a time, as a real one looks at some thousands.
  harness.ports.inbox.scan = async ({ text = '', ...filter }, after) => {
    const { rows, next } = await scan(filter, after, 1);
    return { rows: rows.filter(({ summary }) => summary.includes(text)), next };
  };
  const { out, err } = await runCli(['changes', '--search', 'Far behind', '--api', api]);
  harness.ports.inbox.scan = scan;
  expect(out).toContain('job_0:a:2');
  expect(err).not.toContain('No changes');
});

test('the address of a feed opens it, and a new one ends the old', async () => {
  const first = (
    await runCli(['feed', 'job_z', '--format', 'json', '--severity', 'major', '--api', api])
  ).out.trim();
  const feed = (await (await fetch(first)).json()) as { items: unknown[] };
  expect(feed.items).toEqual([]);
  const second = (await runCli(['feed', '--rotate', '--api', api])).out.trim();
  expect((await fetch(second)).status).toBe(200);
  expect((await fetch(first)).status).toBe(401);
});

test('who follows misses no change that comes while the list is read, and gets none twice', async () => {
  const { ports } = harness;
  await putJob(harness, 'created', { jobId: 'job_f' });
  const tell = (v: number) =>
    harness.publish({
      id: `e${v}`,
      type: 'page.changed',
      at: new Date(T0).toISOString(),
      jobId: 'job_f',
      data: { changeId: `job_f:a:${v}` },
    });
  await ports.history.insertChanges([
    sampleChange('job_f:a', 1, { jobId: 'job_f', state: 'confirmed' }),
    sampleChange('job_f:a', 2, { jobId: 'job_f', state: 'pending' }),
  ]);
  const scan = ports.inbox.scan.bind(ports.inbox);
  ports.inbox.scan = async (...asked) => {
    const found = await scan(...asked);
    await ports.history.settleChanges(['job_f:a:2'], 'confirmed', new Date(T0));
    await ports.history.insertChanges([sampleChange('job_f:a', 3, { jobId: 'job_f' })]);
    for (const v of [1, 2, 3]) tell(v);
    return found;
  };
  const { out, code } = await runCli(['changes', 'job_f', '--follow', '--api', api], {
    endsAt: (printed) => printed.includes('job_f:a:3'),
  });
  ports.inbox.scan = scan;
  // The second is told again, because it was pending in the list.
  expect(out.match(/job_f:a:\d/g)).toEqual(['job_f:a:1', 'job_f:a:2', 'job_f:a:2', 'job_f:a:3']);
  expect(code).toBe(130);
});

test('a program that follows gets each change that a run tells together', async () => {
  await putJob(harness, 'created', { jobId: 'job_g' });
  await harness.ports.history.insertChanges(
    ['a', 'b', 'c'].map((key) => sampleChange(`job_g:${key}`, 2, { jobId: 'job_g', siteWide: 'footer' })),
  );
  const { out } = await runCli(['changes', 'job_g', '--follow', '--json', '--api', api], {
    endsAt: (printed) => ['a', 'b', 'c'].every((key) => printed.includes(`"job_g:${key}:2"`)),
  });
  const ids = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { changeId: string }).changeId);
  expect(ids.toSorted()).toEqual(['job_g:a:2', 'job_g:b:2', 'job_g:c:2']);
});

test('the sentence of a language model is named as one, beside what the rules say, or why there is none', async () => {
  const { _id: jobId } = await putJob(harness, 'created', { jobId: 'job_said' });
  const { pages, history } = harness.ports;
  await pages.write([{ id: `${jobId}:a`, expectedV: 0, order: 1, set: samplePage(jobId, 'a') }]);
  const at = new Date(T0);
  const written = { state: 'written', text: 'It\u001b[31m fell.', model: 'small', at } as const;
  const none = { state: 'none', reason: 'late', detail: 'the model is slow', at } as const;
  await history.insertChanges([
    sampleChange(`${jobId}:a`, 1, { jobId, state: 'confirmed', modelSummary: written }),
    sampleChange(`${jobId}:b`, 1, { jobId, state: 'confirmed', modelSummary: none }),
  ]);
  const { out } = await runCli(['changes', jobId, '--api', api]);
  expect(out).toContain('A paragraph was replaced');
  expect(out).toMatch(/\n {2}A language model says: “It.{0,8} fell\.”\n/);
  expect(out).toContain('\n  No sentence of a language model: the model is slow\n');
  expect(out).not.toContain('\u001b[31m fell');
  const diff = await runCli(['diff', `${jobId}:a:1`, '--api', api]);
  expect(diff.out).toMatch(/\nA language model says: “It.{0,8} fell\.”\n/);
});
