import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

async function addJob(name: string): Promise<string> {
  return (await run('add', 'https://shop.example/', '--name', name, '--quiet')).out.trim();
}

describe('delete', () => {
  test.each([
    ['y', 0, 3],
    ['Yes', 0, 3],
    ['n', 1, 0],
    ['', 1, 0],
  ])('asks at a terminal; to the answer %j the code is %i', async (answer, code, shown) => {
    const jobId = await addJob(`asked ${answer}`);
    const ran = await runCli(['delete', jobId, '--api', api], { answer });
    expect(ran.code).toBe(code);
    expect(code === 0 ? ran.out : ran.err).toContain(
      code === 0 ? `Deleted “asked ${answer}”  ${jobId}` : 'Nothing was deleted.',
    );
    expect((await run('show', jobId)).code).toBe(shown);
  });

  test('without a terminal it wants --yes, and --no-input never asks', async () => {
    const jobId = await addJob('unasked');
    const { code, err } = await run('delete', jobId);
    expect([code, err]).toEqual([2, expect.stringContaining('Add --yes if you mean it.')]);
    expect((await runCli(['delete', jobId, '--no-input', '--api', api], { answer: 'y' })).code).toBe(2);
    expect((await run('delete', jobId, '--yes')).code).toBe(0);
  });

  test('a misspelt name among several deletes none', async () => {
    const jobId = await addJob('kept');
    expect((await run('delete', jobId, 'no such name', '--yes')).code).toBe(3);
    expect((await run('show', jobId)).code).toBe(0);
  });

  test('has the name it had before', async () => {
    const jobId = await addJob('as before');
    expect(JSON.parse((await run('remove', jobId, '--yes', '--json')).out)).toMatchObject({ jobId });
  });
});
