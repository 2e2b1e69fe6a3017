// The unit of systemd: by systemd's own checker, and against what `webloom up` needs.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCommand } from '../../cli/stack/process/run-command.ts';
import { findOnPath } from '../../cli/stack/service/cache-folder.ts';
import { settingFaults } from '../../adapters/env/config.ts';

const UNIT = fileURLToPath(new URL('../../deploy/systemd/webloom.service', import.meta.url));
const RUN_MS = 30_000;

/** The values of a setting, in the order in which they stand there. */
function valuesOf(name: string): string[] {
  const lines = readFileSync(UNIT, 'utf8').split('\n');
  return lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));
}

const [analyze] = findOnPath('systemd-analyze', process.env);
const why = analyze === undefined ? ': left out, there is no systemd-analyze (package systemd)' : '';

it.skipIf(analyze === undefined)(`systemd finds no fault in it${why}`, async () => {
  const env = { ...process.env, LC_ALL: 'C' };
  const { ok, stdout, stderr } = await runCommand(analyze ?? '', ['verify', UNIT], {
    env,
    timeoutMs: RUN_MS,
  });
  // It looks at all units of the machine; only what it says of this one counts.
  const said = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('webloom'));
  expect([ok, said]).toEqual([true, []]);
});

it('its settings are ones that Webloom takes', () => {
  const words = valuesOf('Environment').flatMap((line) => line.split(' '));
  const env = Object.fromEntries(words.map((word) => word.split('=') as [string, string]));
  expect(Object.keys(env)).toContain('WEBLOOM_DATA_DIR');
  expect(settingFaults(env)).toEqual([]);
});

it('the command alone is told to end, and has the time for the ordered end of all it started', () => {
  expect([valuesOf('KillMode'), valuesOf('KillSignal')]).toEqual([['mixed'], ['SIGINT']]);
  const sources = [
    'processes.ts',
    'service/rabbitmq-service.ts',
    'service/store-service.ts',
    'service/temporal-service.ts',
  ];
  const graces = sources.map((file) => {
    const text = readFileSync(fileURLToPath(new URL(`../../cli/stack/${file}`, import.meta.url)), 'utf8');
    return Number(/(?:STOP_GRACE_MS = |stopGraceMs: )([\d_]+)/.exec(text)?.[1]?.replaceAll('_', ''));
  });
  const most = graces.reduce((sum, ms) => sum + ms, 0);
  expect(Number(valuesOf('TimeoutStopSec')[0]) * 1_000).toBeGreaterThan(most);
});

it('nothing is forbidden that V8 and the sandbox of Chromium need', () => {
  for (const name of ['MemoryDenyWriteExecute', 'RestrictNamespaces', 'SystemCallFilter'])
    expect(valuesOf(name)).toEqual([]);
});
