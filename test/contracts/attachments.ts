// What every HistoryStore promises of what versions have beside their text.
import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryStore } from '../../domain/page/page-store.ts';
import { sampleSnapshot } from './sample-documents.ts';

export function describeAttachments(name: string, create: () => Promise<HistoryStore>): void {
  describe(`pictures and served documents of versions on ${name}`, () => {
    let history: HistoryStore;
    beforeAll(async () => {
      history = await create();
    });

    it('gives a version a picture, once', async () => {
      const snapshot = sampleSnapshot('p:picture', 1);
      await history.insertSnapshots([snapshot]);
      const picture = { key: 'archives/A/1.p', width: 1_280, height: 900 };
      await history.putPictures([
        { snapshotId: snapshot._id, picture },
        { snapshotId: 'p:picture:9:gone', picture },
      ]);
      await history.putPictures([{ snapshotId: snapshot._id, picture: { ...picture, key: 'another' } }]);
      expect(await history.snapshot(snapshot._id)).toEqual({ ...snapshot, picture });
      expect(await history.snapshot('p:picture:9:gone')).toBeNull();
      await history.putPictures([]);
    });

    it('gives a version what the server sent, once', async () => {
      const snapshot = sampleSnapshot('p:served', 1);
      await history.insertSnapshots([snapshot]);
      const served = { key: 'archives/A/2.s', bytes: 900, url: 'https://shop.example/tent' };
      await history.putServed([
        { snapshotId: snapshot._id, served },
        { snapshotId: 'p:served:9:gone', served },
      ]);
      await history.putServed([{ snapshotId: snapshot._id, served: { ...served, key: 'another' } }]);
      expect(await history.snapshot(snapshot._id)).toEqual({ ...snapshot, served });
      expect(await history.snapshot('p:served:9:gone')).toBeNull();
      await history.putServed([]);
    });

    it('takes off a version what of it is gone, and gives it again', async () => {
      const picture = { key: 'archives/A/1.p', width: 1_280, height: 900 };
      const served = { key: 'archives/A/2.s', bytes: 9, url: 'http://shop.test/a' };
      const whole = { ...sampleSnapshot('p:off', 1), picture, served };
      await history.insertSnapshots([whole]);
      await history.takeOff([
        { snapshotId: whole._id, lacks: ['picture'] },
        { snapshotId: 'p:off:9:gone', lacks: ['picture', 'served'] },
      ]);
      expect(await history.snapshot(whole._id)).toEqual({ ...sampleSnapshot('p:off', 1), served });
      await history.putPictures([{ snapshotId: whole._id, picture }]);
      expect(await history.snapshot(whole._id)).toEqual(whole);
      await history.takeOff([]);
    });
  });
}
