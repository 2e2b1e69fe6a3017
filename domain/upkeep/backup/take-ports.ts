// What taking a backup needs.
import type { BlobStore } from '../../system/blob/blob-store.ts';
import type { Clock, Hasher, Ids } from '../../system/clock.ts';
import type { BackupDatabase, BlobKeys } from './backup-database.ts';
import type { BackupPlace } from './backup-place.ts';

type Say = (line: string) => void;

export interface TakePorts {
  readonly database: BackupDatabase;
  readonly place: BackupPlace;
  readonly blobKeys: BlobKeys;
  readonly blobs: Pick<BlobStore, 'storeId' | 'list' | 'facts' | 'get'>;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly ids: Ids;
  /** Called all along: keeps what would delete blobs from its work. */
  readonly hold: () => Promise<void>;
  readonly say: Say;
}
