import { describe, expect, it } from 'vitest';
import { type BlobHome, type BlobHomeStore, requireBlobHome } from '../../../domain/system/blob/blob-home.ts';

const home = (storeId: string): BlobHome => ({
  storeId,
  place: `/data/${storeId} on a-host`,
  since: new Date(Date.UTC(2026, 10, 30)),
});

function homes(...known: BlobHome[]): BlobHomeStore & { known: BlobHome[] } {
  return {
    known,
    async claim(ours) {
      if (known.length === 0) known.push(ours);
      return known[0] ?? ours;
    },
    async replace(before, ours) {
      if (known[0]?.storeId !== before.storeId) return false;
      known[0] = ours;
      return true;
    },
  };
}

describe('the blob folder that a database works with', () => {
  it('is that of the first process', async () => {
    const store = homes();
    expect(await requireBlobHome(store, home('a'), null)).toBe('same');
    expect(await requireBlobHome(store, home('a'), null)).toBe('same');
    expect(store.known).toEqual([home('a')]);
  });

  it('refuses another one, whichever starts first, and says what helps', async () => {
    const store = homes(home('a'));
    await expect(requireBlobHome(store, home('b'), null)).rejects.toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringMatching(
        /^The blob store \/data\/b on a-host is not the one that this database works with, which was \/data\/a on a-host on 2026-11-30\. .*WEBLOOM_ACCEPT_BLOBS=b once/,
      ),
    });
    await expect(requireBlobHome(store, home('b'), 'c')).rejects.toMatchObject({
      code: 'configuration-invalid',
    });
    expect(store.known).toEqual([home('a')]);
  });

  it('is replaced by the one that is accepted by its id', async () => {
    const store = homes(home('a'));
    expect(await requireBlobHome(store, home('b'), 'b')).toBe('replaced');
    expect(await requireBlobHome(store, home('b'), 'b')).toBe('same');
    await expect(requireBlobHome(store, home('a'), null)).rejects.toThrow('/data/a');
  });
});
