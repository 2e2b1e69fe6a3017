// What every TagSettingsStore promises.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type TagSettings,
  type TagSettingsStore,
  tagSettingsId,
} from '../../domain/config/tag-settings/tag-settings.ts';

export function sampleSettings(tag: string, fields: Partial<TagSettings> = {}): TagSettings {
  const { workspaceId = 'default' } = fields;
  return {
    _id: tagSettingsId(workspaceId, tag),
    workspaceId,
    tag,
    settings: { fetch: { delayMs: 5_000 } },
    priority: 0,
    version: 1,
    updatedAt: new Date('2026-03-01T10:00:00Z'),
    by: 'ada',
    due: null,
    removed: false,
    ...fields,
  };
}

export function describeTagSettingsStore(
  kind: string,
  create: () => Promise<{ readonly tagSettings: TagSettingsStore }>,
): void {
  describe(`settings of tags on ${kind}`, () => {
    let store: TagSettingsStore;

    beforeEach(async () => {
      ({ tagSettings: store } = await create());
    });

    it('are told by tag, those of a workspace that are not removed', async () => {
      await store.save(sampleSettings('sale'), null);
      await store.save(sampleSettings('kettle'), null);
      await store.save(sampleSettings('gone', { removed: true, due: 'd1' }), null);
      await store.save(sampleSettings('sale', { workspaceId: 'other' }), null);
      expect((await store.list('default')).map(({ tag }) => tag)).toEqual(['kettle', 'sale']);
      expect((await store.of('default', ['sale', 'gone', 'none'])).map(({ tag }) => tag)).toEqual(['sale']);
      expect(await store.get('default', 'gone')).toMatchObject({ removed: true });
      expect(await store.get('default', 'none')).toBeNull();
    });

    it('are saved by one of two who have read the same version', async () => {
      expect(await store.save(sampleSettings('sale'), null)).toBe(true);
      expect(await store.save(sampleSettings('sale'), null)).toBe(false);
      expect(await store.save(sampleSettings('sale', { version: 2, priority: 7 }), 1)).toBe(true);
      expect(await store.save(sampleSettings('sale', { version: 2, priority: 8 }), 1)).toBe(false);
      expect(await store.get('default', 'sale')).toMatchObject({ version: 2, priority: 7 });
    });

    it('are due until their jobs were told of that very change', async () => {
      const { _id } = sampleSettings('sale');
      await store.save(sampleSettings('sale', { due: 'd1' }), null);
      await store.save(sampleSettings('sale', { version: 2, due: 'd2' }), 1);
      await store.told(_id, 'd1');
      expect((await store.due(10)).map(({ due }) => due)).toEqual(['d2']);
      await store.told(_id, 'd2');
      expect(await store.due(10)).toEqual([]);
      expect(await store.get('default', 'sale')).toMatchObject({ version: 2, due: null });
    });

    it('go when the jobs were told of their removal', async () => {
      await store.save(sampleSettings('sale', { removed: true, due: 'd1' }), null);
      await store.told(sampleSettings('sale').tag, 'd1');
      expect(await store.get('default', 'sale')).not.toBeNull();
      await store.told(sampleSettings('sale')._id, 'd1');
      expect(await store.get('default', 'sale')).toBeNull();
    });
  });
}
