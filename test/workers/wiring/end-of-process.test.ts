import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { type Role, mainOf } from '../../support/webloom-processes.ts';

async function endOf(role: Role, env: NodeJS.ProcessEnv): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [mainOf(role)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, said };
}

const ROLES = ['api', 'scraper'] as const;

test.for(ROLES)(
  '%s says in one line of its log which setting is wrong',
  { timeout: 60_000 },
  async (role) => {
    const { code, said } = await endOf(role, { WEBLOOM_PROT: '4600' });
    expect(code).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(said)).toMatchObject({
      process: role,
      msg: `The ${role} can not go on`,
      err: { message: expect.stringContaining('did you mean WEBLOOM_PORT?') },
    });
  },
);

test.for(ROLES)(
  '%s does not write the password of an address it can not reach',
  {
    timeout: 60_000,
  },
  async (role) => {
    const uri = 'mongodb://webloom:hunter2@127.0.0.1:9/?serverSelectionTimeoutMS=100';
    const { code, said } = await endOf(role, { MONGODB_URI: uri });
    expect(code).toBe(1);
    for (const line of said.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(said).toContain('can not go on');
    expect(said).not.toContain('hunter2');
  },
);
