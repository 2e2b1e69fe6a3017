import { describe, expect, it } from 'vitest';
import { archivesInHand } from '../../../../domain/system/blob/archives-in-hand.ts';

type Entries = readonly Uint8Array[];

function scene(archives: Readonly<Record<string, Entries>>) {
  const calls: string[] = [];
  const blobs = {
    get: async (key: string) => {
      calls.push(`get ${key}`);
      const [, archive = '', index = ''] = /^(archives\/\w+)\/(\d+)/.exec(key) ?? [];
      const found = archives[archive]?.[Number(index)];
      return found === undefined || found.length === 0 ? null : found;
    },
    readArchive: async (key: string) => {
      calls.push(`whole ${key}`);
      if (key === 'archives/broken') throw new Error('cut off');
      return archives[key] ?? null;
    },
  };
  const reader = archivesInHand(blobs);
  const text = async (key: string): Promise<string | null> => {
    const found = await reader.get(key);
    return found === null ? null : Buffer.from(found).toString();
  };
  return { calls, text };
}

const entries = (...texts: string[]): Entries => texts.map((text) => Buffer.from(text));

describe('archives in hand', () => {
  it('are read whole for the second entry, and once', async () => {
    const { calls, text } = scene({ 'archives/A': entries('zero', 'one', 'two') });
    expect(await text('archives/A/0.h')).toBe('zero');
    expect(await Promise.all([text('archives/A/2.h'), text('archives/A/1.h')])).toEqual(['two', 'one']);
    expect(await text('archives/A/0.h')).toBe('zero');
    expect(calls).toEqual(['get archives/A/0.h', 'whole archives/A']);
  });

  it('leave what is no entry, what is not kept and what can not be read to the store', async () => {
    const { calls, text } = scene({
      'archives/A': entries('zero', ''),
      'archives/broken': entries('b', 'c'),
    });
    expect(await text('blobs/x')).toBeNull();
    await text('archives/A/0.h');
    expect(await text('archives/A/1.h')).toBeNull();
    await text('archives/gone/0.h');
    expect(await text('archives/gone/1.h')).toBeNull();
    await text('archives/broken/0.h');
    expect(await text('archives/broken/1.h')).toBe('c');
    expect(calls.filter((call) => call.startsWith('get'))).toHaveLength(7);
  });

  it('are a few at a time', async () => {
    const names = Array.from({ length: 6 }, (_, at) => `archives/N${at}`);
    const { calls, text } = scene(Object.fromEntries(names.map((name) => [name, entries('a', 'b')])));
    for (const name of names) {
      await text(`${name}/0.h`);
      await text(`${name}/1.h`);
    }
    await text(`${names[5]}/0.h`);
    await text(`${names[0]}/0.h`);
    expect(calls.filter((call) => call.startsWith('whole'))).toEqual(
      [...names, names[0]].map((name) => `whole ${name}`),
    );
  });
});
