import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { sampleIncident } from '../contracts/sample-alerts.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const cli = (...args: string[]) => runCli([...args, '--api', api]);

test('a rule is tried, made, listed, turned off and removed', async () => {
  const { name, _id } = await putJob(harness, 'created');
  const rule = ['--when', 'price drop 5%', '--job', name, '--quiet-hours', '22:00-07:00', '--remind', '2h'];
  const tried = await cli('alerts', 'try', ...rule);
  expect(tried.out).toContain('would have told 0 times in 30 days, in 0 messages');
  const made = await cli('alerts', 'add', '--name', 'Cheap', ...rule);
  const [ruleId = ''] = /rule_\w{26}/.exec(made.out) ?? [];
  expect(made.out).toContain('price: drop 5%');
  const listed = await cli('alerts', 'list', '--wide');
  expect(listed.out).toMatch(new RegExp(`${ruleId} +Cheap +price: drop 5% +${_id} +all channels +on`));
  expect((await cli('alerts', 'off', ruleId)).out).toContain('Cheap is off');
  expect((await cli('alerts', 'remove', ruleId)).out).toContain('is removed');
  expect((await cli('alerts', 'list')).err).toContain('no alert rules');
});

test('a maintenance window is added, listed and removed', async () => {
  const maintenance = ['alerts', 'maintenance'];
  const made = await cli(...maintenance, 'add', 'The shop moves', '--for', '2h', '--tag', 'shop');
  const [windowId = ''] = /mnt_\w{26}/.exec(made.out) ?? [];
  const weekly = ['--weekly', 'sat,sun', '--hours', '22:00-06:00', '--zone', 'Europe/Berlin'];
  expect((await cli(...maintenance, 'add', 'Backup', ...weekly)).out).toContain(
    'Sat, Sun 22:00–06:00 Europe/Berlin',
  );
  expect((await cli(...maintenance, 'list', '--wide')).out).toMatch(
    new RegExp(`${windowId} .+ tag shop +The shop moves +on until`),
  );
  expect((await cli(...maintenance, 'remove', windowId)).out).toContain('is removed');
  expect((await cli(...maintenance, 'remove', windowId)).err).toContain('no maintenance window');
  expect((await cli(...maintenance, 'add', 'Moves')).err).toContain('--for 2h');
  expect((await cli(...maintenance, 'add', 'Moves', '--weekly', 'sat')).err).toContain('--hours 22:00-06:00');
  expect((await cli(...maintenance, 'add', 'Moves', '--until', 'noon')).err).toContain(
    '2026-03-01T12:00:00Z',
  );
});

test('a rule has steps for when nobody acknowledges', async () => {
  const add = ['alerts', 'add', '--name', 'Failed', '--when', 'run fails', '--json', '--step'];
  const made = await cli(...add, '10m all', '--step', '1h pause-job');
  expect(JSON.parse(made.out).steps).toEqual([
    { afterMinutes: 10, channels: 'all' },
    { afterMinutes: 60, action: 'pause-job' },
  ]);
  expect((await cli(...add, 'later all')).err).toContain('30m pause-job');
  expect((await cli(...add, '10m chn_none')).err).toContain('chn_none');
});

test('rules and channels are named by their names', async () => {
  const hook = ['webhook', 'Night shift', '--url', 'https://hooks.example.com/night'];
  const [channelId = ''] = /chn_\w{26}/.exec((await cli('channels', 'add', ...hook)).err) ?? [];
  const add = ['alerts', 'add', '--name', 'By name', '--when', 'run fails', '--json'];
  const made = await cli(...add, '--channel', 'Night shift', '--step', '10m Night shift');
  expect(JSON.parse(made.out)).toMatchObject({ channels: [channelId], steps: [{ channels: [channelId] }] });
  expect((await cli('alerts', 'list', '--wide')).out).toMatch(/By name .+ Night shift +on/);
  expect((await cli(...add, '--channel', 'Day')).err).toContain('There are: Night shift');
  expect((await cli('alerts', 'off', 'By name')).out).toContain('By name is off');
  await cli(...add);
  expect((await cli('alerts', 'remove', 'By name')).err).toMatch(/Give an id: rule_\w{26}, rule_\w{26}/);
  expect((await cli('alerts', 'remove', 'Nothing')).err).toContain('no alert rule "Nothing"');
});

test('what can not be a rule is told with what to give', async () => {
  const add = ['alerts', 'add', '--name', 'x', '--when'];
  expect((await cli(...add, 'explosion')).err).toContain('"major change"');
  expect((await cli(...add, 'run fails', '--text', 'sale')).err).toContain('give --when "change"');
  expect((await cli(...add, 'change', '--quiet-hours', 'night')).err).toContain('22:00-07:00');
  expect((await cli(...add, 'change', '--zone', 'Mars')).err).toContain('Europe/Berlin');
});

test('incidents are listed, acknowledged, snoozed and resolved', async () => {
  const lasting = { lasting: true, kind: 'run-failed', title: 'Kettles failed' } as const;
  await harness.ports.incidents.insert([sampleIncident('inc_1', lasting)]);
  expect((await cli('incidents', 'list', '--wide')).out).toContain('Kettles failed');
  expect((await cli('incidents', 'acknowledge', 'inc_1')).out).toContain('is acknowledged');
  expect((await cli('incidents', 'snooze', 'inc_1', '--for', '2h')).out).toContain('is snoozed');
  expect((await cli('incidents', 'resolve', 'inc_1')).out).toContain('is resolved');
  const refused = await cli('incidents', 'snooze', 'inc_1');
  expect(refused.err).toContain('Possible: resolve');
  expect((await cli('incidents', 'list', '--state', 'open')).err).toContain('No incidents');
});
