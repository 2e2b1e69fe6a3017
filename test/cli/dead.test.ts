// Dead letters from the command line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { sampleLetter } from '../contracts/dead-letter-store.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
let jobId: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  jobId = (await putJob(harness, 'completed'))._id;
  const url = (id: string): string => `https://shop.example/${id}`;
  await harness.ports.deadLetters.note(
    ['a', 'b', 'c'].map((id) => sampleLetter(`ltr_${id}`, { jobId, url: url(id), urlKey: id })),
  );
});
afterAll(() => harness.app.close());

function webloom(...args: readonly string[]) {
  return runCli([...args, '--api', api]);
}

test('letters are listed, shown, edited and discarded', async () => {
  const listed = await webloom('dead', 'list', '--host', 'shop.test', '--wide');
  expect(listed.out).toMatch(/ltr_a +https:\/\/shop\.example\/a +http-error .* open/);
  expect((await webloom('dead', 'list', '--reason', 'timeout')).err).toContain(
    'No dead letters of this kind',
  );
  expect((await webloom('dead', 'list', '--state', 'any', '--wide')).out).toContain('ltr_b');
  const shown = await webloom('dead', 'show', 'ltr_a');
  expect(shown.out).toContain('http-error: The site answered with an error status.');
  expect(shown.out).toContain('payload:\n');
  const edited = await webloom('dead', 'edit', 'ltr_c', '--url', 'https://shop.example/d');
  expect(edited.out).toContain('webloom dead replay ltr_c');
  expect((await webloom('dead', 'edit', 'ltr_c', '--channel', 'chn_1')).err).toContain('takes url');
  expect((await webloom('dead', 'discard', 'ltr_b')).out).toContain('1 letter discarded');
  expect((await webloom('dead', 'discard')).err).toContain('Say which letters');
  expect((await webloom('dead', 'discard', '--all')).err).toContain('--yes');
});

test('a replay tells first how long it takes, and asks', async () => {
  const tried = await webloom('dead', 'replay', '--job', jobId, '--dry-run');
  expect(tried.err).toContain(
    '2 pages of 1 job. shop.example is asked once every 1 s: about 2 s for 2 pages.',
  );
  expect((await webloom('dead', 'replay', '--all')).err).toContain('There is no terminal to ask');
  const done = await webloom('dead', 'replay', '--all', '--yes');
  expect(done.out).toMatch(/2 pages in run_/);
  const again = await webloom('dead', 'replay', '--all', '--yes');
  expect([again.code, again.err]).toEqual([
    4,
    expect.stringMatching(/^ +run_\w+ fetches these pages again/m),
  ]);
  expect((await webloom('dead', 'replay', '--origin', 'mail')).err).toContain('"mail" is no origin');
});

test('a run that goes on has no pages to fetch again yet', async () => {
  const runs = await harness.ports.runs.list({ jobId, limit: 9 });
  const refused = await webloom('rerun', runs[0]?._id ?? '');
  expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('when it has ended')]);
});
