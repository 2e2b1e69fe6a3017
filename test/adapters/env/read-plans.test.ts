import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../../adapters/env/config.ts';
import { readPlans } from '../../../adapters/env/read-plans.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-plans-'));
const file = join(folder, 'plans.json');
writeFileSync(file, '{"team": {"jobs": 100}}');
afterAll(() => rmSync(folder, { recursive: true }));

it('without settings there are the built-in plans, and a new workspace is free', () => {
  const book = readPlans(readConfig({}));
  expect(Object.keys(book.plans)).toEqual(['unlimited', 'free']);
  expect(book.ofNewWorkspaces).toBe('free');
});

it('a plan of the file may be that of new workspaces', () => {
  const env = { WEBLOOM_PLANS_FILE: file, WEBLOOM_DEFAULT_PLAN: 'team' };
  expect(readPlans(readConfig(env))).toMatchObject({
    ofNewWorkspaces: 'team',
    plans: { team: { jobs: 100 } },
  });
});

it('a plan that nobody knows and a file that is not there are refused', () => {
  expect(() => readPlans(readConfig({ WEBLOOM_DEFAULT_PLAN: 'team' }))).toThrow(
    'WEBLOOM_DEFAULT_PLAN must be one of the plans: unlimited, free',
  );
  expect(() => readPlans(readConfig({ WEBLOOM_PLANS_FILE: join(folder, 'gone.json') }))).toThrow(
    'Name a file that is there',
  );
});
