// A blob store of which some members do something else.
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';

export function blobStoreWith(store: BlobStore, changed: Partial<BlobStore>): BlobStore {
  return new Proxy(store, {
    get(target, name): unknown {
      const own: unknown = Reflect.get(changed, name);
      if (own !== undefined) return own;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
