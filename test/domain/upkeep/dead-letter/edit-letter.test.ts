import { describe, expect, it } from 'vitest';
import {
  type EditPorts,
  discardLetters,
  editLetter,
} from '../../../../domain/upkeep/dead-letter/edit-letter.ts';
import { letterOfMessage } from '../../../../domain/upkeep/dead-letter/letter-of.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../../domain/web/egress/policy.ts';
import { urlHost } from '../../../../domain/web/url/key.ts';
import { sampleChannel } from '../../../contracts/alert-stores.ts';
import { sampleLetter } from '../../../contracts/dead-letter-store.ts';
import { type LetterScene, createLetterScene, outlineOf } from '../../../support/letter-scene.ts';

const egress = createEgressPolicy(parseAllowHosts('').entries);

async function portsOf(scene: LetterScene): Promise<EditPorts> {
  const { deadLetters, jobs, channels } = scene.stores;
  await channels.insert(sampleChannel('chn_2'));
  await channels.insert(sampleChannel('chn_x', { workspaceId: 'others', name: 'x' }));
  return { deadLetters, jobs, channels, clock: scene.ports.clock, egress, urlKeyOf: (url) => `key ${url}` };
}

const broken = {
  messageId: 'm',
  reason: 'undecodable',
  detail: 'no JSON',
  jobId: null,
  runId: null,
  url: null,
  attempts: 1,
  at: new Date(0),
  payload: { text: '{', encoding: 'text' },
} as const;

describe('an edit', () => {
  it('gives a letter another address, which only later runs settle', async () => {
    const scene = await createLetterScene();
    const letter = sampleLetter('l', { jobId: 'job', seq: 0 });
    await scene.stores.deadLetters.note([letter]);
    const url = 'https://shop.test/moved';
    const edited = await editLetter(await portsOf(scene), letter, { edit: { url }, by: 'Ann' });
    expect(edited).toMatchObject({
      url,
      urlKey: `key ${url}`,
      host: urlHost(url),
      seq: 1,
      by: 'Ann',
      isEdited: true,
      payload: { text: url },
    });
  });

  it('makes a message of the broker name a page', async () => {
    const scene = await createLetterScene();
    const owner = { workspaceId: 'default', urlKey: null, seq: 0 };
    const letter = letterOfMessage(broken, owner, scene.ports.hasher);
    await scene.stores.deadLetters.note([letter]);
    const ports = await portsOf(scene);
    const payload = JSON.stringify({ jobId: 'job', url: 'https://shop.test/a' });
    const edited = await editLetter(ports, letter, { edit: { payload }, by: 'Ann' });
    expect(edited).toMatchObject({ jobId: 'job', url: 'https://shop.test/a', payload: { text: payload } });
    await expect(editLetter(ports, letter, { edit: { payload }, by: 'Ann' })).rejects.toThrow(
      'changed at the same time',
    );
  });

  it.each([
    ['url', { url: 'ftp://shop.test/' }, 'ftp'],
    ['url', { url: 'http://127.0.0.1/' }, 'loopback'],
    ['url', { payload: '{}' }, 'takes url, and nothing else'],
    ['broker', { payload: 'hello' }, 'Write JSON that names a page'],
    ['broker', { payload: '{"jobId":"job_9","url":"https://shop.test/"}' }, 'There is no job job_9'],
    ['delivery', { channelId: 'chn_x' }, 'There is no channel chn_x'],
  ] as const)('of a %s as %j is refused with what to do', async (origin, edit, words) => {
    const scene = await createLetterScene();
    const letter = sampleLetter('l', { origin, jobId: 'job' });
    await scene.stores.deadLetters.note([letter]);
    await expect(editLetter(await portsOf(scene), letter, { edit, by: 'Ann' })).rejects.toThrow(words);
  });

  it('is refused while a replay goes on', async () => {
    const scene = await createLetterScene();
    const letter = sampleLetter('l', { state: 'replayed' });
    await expect(
      editLetter(await portsOf(scene), letter, { edit: { url: 'https://a.test/' }, by: 'Ann' }),
    ).rejects.toThrow('only what is open or discarded');
  });
});

it('a discard gives up what is open, and says how many these were', async () => {
  const scene = await createLetterScene();
  await scene.stores.deadLetters.note([sampleLetter('a'), sampleLetter('b', { state: 'replayed' })]);
  expect(await discardLetters(await portsOf(scene), ['a', 'b'], 'Ann')).toBe(1);
  expect(await discardLetters(await portsOf(scene), ['a', 'b'], 'Ann')).toBe(0);
  expect(await outlineOf(scene)).toEqual(['a discarded http-error ×1', 'b replayed http-error ×1']);
});
