import { describe, expect, it } from 'vitest';
import {
  type BlobHome,
  type BlobHomeStore,
  endMove,
  isWhole,
  requireBlobHome,
} from '../../../domain/system/blob/blob-home.ts';

const home = (storeId: string): BlobHome => ({
  storeId,
  place: `/data/${storeId} on a-host`,
  since: new Date(Date.UTC(2026, 10, 30)),
});

function homes(...stored: BlobHome[]): BlobHomeStore & { stored: BlobHome[] } {
  return {
    stored,
    known: async () => stored[0] ?? null,
    async claim(ours) {
      if (stored.length === 0) stored.push(ours);
      return stored[0] ?? ours;
    },
    async replace(before, ours) {
      if (stored[0]?.storeId !== before.storeId) return false;
      stored[0] = ours;
      return true;
    },
  };
}

describe('the blob folder that a database works with', () => {
  it('is that of the first process', async () => {
    const store = homes();
    expect(await requireBlobHome(store, home('a'), { accepted: null })).toBe('same');
    expect(await requireBlobHome(store, home('a'), { accepted: null })).toBe('same');
    expect(store.stored).toEqual([home('a')]);
  });

  it('refuses another one, whichever starts first, and says what helps', async () => {
    const store = homes(home('a'));
    await expect(requireBlobHome(store, home('b'), { accepted: null })).rejects.toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringMatching(
        /^The blob store \/data\/b on a-host is not the one that this database works with, which was \/data\/a on a-host on 2026-11-30\. .*WEBLOOM_ACCEPT_BLOBS=b once/,
      ),
    });
    await expect(requireBlobHome(store, home('b'), { accepted: 'c' })).rejects.toMatchObject({
      code: 'configuration-invalid',
    });
    expect(store.stored).toEqual([home('a')]);
  });

  it('is replaced by the one that is accepted by its id', async () => {
    const store = homes(home('a'));
    expect(await requireBlobHome(store, home('b'), { accepted: 'b' })).toBe('replaced');
    expect(await requireBlobHome(store, home('b'), { accepted: 'b' })).toBe('same');
    await expect(requireBlobHome(store, home('a'), { accepted: null })).rejects.toThrow('/data/a');
  });

  it('is moved to another one, by processes that name both', async () => {
    const store = homes(home('a'));
    const both = { accepted: null, before: home('a') };
    expect(await requireBlobHome(store, home('b'), both)).toBe('moving');
    expect(await requireBlobHome(store, home('b'), both)).toBe('moving');
    expect(store.stored[0]).toMatchObject({ storeId: 'b', before: { storeId: 'a' } });
    // With the old place alone, with the new one alone, or back before the end.
    await expect(requireBlobHome(store, home('a'), { accepted: null })).rejects.toThrow(
      /^The blob store \/data\/a on a-host is not the one .* \(its blobs are being moved there from \/data\/a on a-host\)/,
    );
    await expect(requireBlobHome(store, home('b'), { accepted: null })).rejects.toThrow(
      /^The blobs of this database are being moved from \/data\/a on a-host to \/data\/b on a-host since 2026-11-30, and lie in both\. Give this process both: .*WEBLOOM_BLOBS_BEFORE/,
    );
    await expect(requireBlobHome(store, home('a'), { accepted: null, before: home('b') })).rejects.toThrow(
      'are being moved',
    );
    expect(await isWhole(store, 'b')).toBe(false);
    await endMove(store, home('b'));
    expect([await isWhole(store, 'b'), await isWhole(store, 'a')]).toEqual([true, false]);
    expect(await requireBlobHome(store, home('b'), { accepted: null })).toBe('same');
    expect(await requireBlobHome(store, home('b'), both)).toBe('same');
    await expect(requireBlobHome(store, home('a'), { accepted: null })).rejects.toThrow('/data/b');
  });

  it('is moved from the place before where the database has noted none yet', async () => {
    const store = homes();
    const both = { accepted: null, before: home('a') };
    expect(await requireBlobHome(store, home('b'), both)).toBe('moving');
    expect(store.stored[0]?.before?.storeId).toBe('a');
  });

  it('that is lost while its blobs are moved is given up with the place before', async () => {
    const store = homes(home('a'));
    await requireBlobHome(store, home('b'), { accepted: null, before: home('a') });
    expect(await requireBlobHome(store, home('c'), { accepted: 'c' })).toBe('replaced');
    expect(await requireBlobHome(store, home('c'), { accepted: null })).toBe('same');
  });
});
