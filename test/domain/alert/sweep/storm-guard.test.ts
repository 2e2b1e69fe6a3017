import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import type { Change } from '../../../../domain/page/page.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { type AlertScene, createAlertScene, putChanges, told } from '../../../support/alert-scene.ts';

it.each([
  ['beyond that number', {}],
  ['of a kind that many pages could share', { siteWide: 'footer' }],
])('a change that is alone %s is told as that one', async (_what, fields) => {
  const scene = await createAlertScene([{ stormAfter: 1 }]);
  await putChanges(scene, 1);
  await putChanges(scene, 1, {
    _id: 'job:last:1',
    pageId: 'job:last',
    url: 'http://shop.test/last',
    at: new Date(scene.now.getTime() + 1),
    ...fields,
  });
  await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
  await sweepAlerts(scene.ports);
  expect([...scene.sent.values()].at(-1)).toMatchObject({
    kind: 'begin',
    title: 'A paragraph was replaced',
    page: { url: 'http://shop.test/last' },
    path: expect.stringMatching(/^\/changes\//),
  });
});

const DETAIL = { kind: 'text' as const, severity: 'notable' as const, summary: '', blocks: [], fields: [] };

/** A change of a page of its own. */
async function put(scene: AlertScene, name: string, fields: Partial<Change> = {}): Promise<void> {
  const page = { _id: `job:${name}:1`, pageId: `job:${name}`, url: `http://shop.test/${name}` };
  await putChanges(scene, 1, { ...page, summary: `${name} differs`, detail: DETAIL, ...fields });
}

const GONE = { kind: 'removed', severity: 'major', summary: 'The page “Kettle” is gone.' } as const;

async function endRun(scene: AlertScene): Promise<void> {
  await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
  await sweepAlerts(scene.ports);
}

function storm(fields: Partial<AlertRule> = {}): Promise<AlertScene> {
  return createAlertScene([{ stormAfter: 2, ...fields }]);
}

describe('a storm hides no grave change behind lesser ones', () => {
  it('of those that wait together, the gravest are told one by one', async () => {
    const scene = await storm();
    for (const name of ['a', 'b', 'c']) await put(scene, name);
    await put(scene, 'kettle', GONE);
    await endRun(scene);
    expect(told(scene)).toEqual([
      'begin: The page “Kettle” is gone',
      expect.stringMatching(/^begin: . differs$/),
      expect.stringMatching(
        /^begin: 2 more changes in one run of Kettles: 2 texts changed, first: . differs$/,
      ),
    ]);
  });

  it('one that comes after many lesser ones has a message of its own', async () => {
    const scene = await storm();
    for (const name of ['a', 'b', 'c', 'd']) await put(scene, name);
    await sweepAlerts(scene.ports);
    await put(scene, 'kettle', GONE);
    await sweepAlerts(scene.ports);
    expect(told(scene).at(-1)).toBe('begin: The page “Kettle” is gone');
  });

  it('the title sums the others up, and each is named with its page, the gravest first', async () => {
    const scene = await storm();
    for (const name of ['a', 'b', 'c']) await put(scene, name, { severity: 'major' });
    await put(scene, 'd');
    await put(scene, 'e', { severity: 'minor' });
    await put(scene, 'kettle', { ...GONE, at: new Date(scene.now.getTime() + 1) });
    await endRun(scene);
    const last = [...scene.sent.values()].at(-1);
    expect(last).toMatchObject({
      severity: 'critical',
      title: '4 more changes in one run of Kettles: “A kettle” is gone; 3 texts changed, first: c differs',
    });
    expect(last?.lines.slice(0, 4)).toEqual([
      'Major: The page “Kettle” is gone (http://shop.test/kettle)',
      'Major: c differs (http://shop.test/c)',
      'Notable: d differs (http://shop.test/d)',
      'Minor: e differs (http://shop.test/e)',
    ]);
  });

  it('the same change on many pages takes one line, and hides none of the others', async () => {
    const scene = await storm({ stormAfter: 1 });
    await put(scene, 'kettle', GONE);
    const menu = { op: 'added', path: '(frame)/nav/a', after: 'Blog', siteWide: 'menu' } as const;
    const blocks = [{ op: 'added', path: 'main/p', after: 'Closed on Monday.' }, menu] as const;
    for (let n = 0; n < 30; n++) await put(scene, `page${n}`, { detail: { ...DETAIL, blocks } });
    await put(scene, 'last', { severity: 'minor' });
    await endRun(scene);
    const last = [...scene.sent.values()].at(-1);
    expect(last?.title).toEqual(
      expect.stringMatching(
        /^31 more changes in one run of Kettles: The same on 30 pages: \+ Closed on Monday\./,
      ),
    );
    expect(last?.lines.slice(0, 3)).toEqual([
      expect.stringMatching(
        /^Notable: The same on 30 pages: \+ Closed on Monday\. \(http:\/\/shop\.test\/page\d+ and 29 more pages\)$/,
      ),
      'Minor: last differs (http://shop.test/last)',
      expect.stringMatching(/^Told by the rule/),
    ]);
  });

  it('nor does a digest', async () => {
    const scene = await storm({ digest: 'hour', stormAfter: 1 });
    for (let n = 0; n < 30; n++) await put(scene, `page${n}`, { severity: n === 29 ? 'major' : 'notable' });
    await put(scene, 'kettle', GONE);
    await endRun(scene);
    scene.now = new Date(scene.now.getTime() + 2 * 3_600_000);
    await sweepAlerts(scene.ports);
    const [digest] = [...scene.sent.values()];
    expect(digest?.kind).toBe('digest');
    expect(digest?.lines.slice(0, 2).toSorted()).toEqual([
      'The page “Kettle” is gone (http://shop.test/kettle)',
      'page29 differs (http://shop.test/page29)',
    ]);
    expect(digest?.title).toMatch(/^Changes: “A kettle” is gone; 30 texts changed, first: page29 differs$/);
    expect(digest?.lines.at(-1)).toMatch(/: \d+ further ones$|none of them graver$/);
  });
});

it('what differs in the frames of a host’s pages alone is one message, however few they are', async () => {
  const scene = await createAlertScene([{ stormAfter: 1 }]);
  const block = { op: 'added', path: '(frame)/nav/ul/li/a', after: 'Blog' } as const;
  const summary = 'Around the text: Link added: “Blog”';
  const told3 = {
    kind: 'text',
    severity: 'minor',
    summary,
    blocks: [block],
    fields: [],
    frameOnly: true,
  } as const;
  await putChanges(scene, 3, { kind: 'text', severity: 'minor', summary, detail: told3 });
  await scene.stores.runs.insert(sampleRun('run', { state: 'completed', alertAt: scene.now }));
  await sweepAlerts(scene.ports);
  expect(told(scene)).toEqual(['begin: The menu of shop.test changed: + Blog; on 3 pages']);
  expect([...scene.sent.values()][0]).toMatchObject({ severity: 'info' });
});
