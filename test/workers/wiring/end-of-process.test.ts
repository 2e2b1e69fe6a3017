import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

async function endOf(program: string, env: NodeJS.ProcessEnv): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, program)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said };
}

const PROGRAMS = [
  ['api', 'api/main.ts'],
  ['scraper', 'workers/scraper/main.ts'],
] as const;

test.for(PROGRAMS)(
  '%s says in one line of its log which setting is wrong',
  { timeout: 60_000 },
  async ([role, program]) => {
    const { code, said } = await endOf(program, { WEBLOOM_PROT: '4600' });
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(said)).toMatchObject({
      process: role,
      msg: `The ${role} can not go on`,
      err: { message: expect.stringContaining('did you mean WEBLOOM_PORT?') },
    });
  },
);

test.for(PROGRAMS)(
  '%s does not write the password of an address it can not reach',
  {
    timeout: 60_000,
  },
  async ([, program]) => {
    const uri = 'mongodb://webloom:hunter2@127.0.0.1:9/?serverSelectionTimeoutMS=100';
    const { code, said } = await endOf(program, { MONGODB_URI: uri });
    expect(code).toBe(1);
    for (const line of said.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(said).toContain('can not go on');
    expect(said).not.toContain('hunter2');
  },
);
