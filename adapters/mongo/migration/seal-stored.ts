// Encrypts what is stored, once for each key, and then has the database forget what it held before.
import type { Db } from 'mongodb';
import type { SecretBox } from '../../../domain/system/secret/secret-box.ts';
import { migrate } from '../migrate.ts';
import { dropFormerDocuments } from './clear-text.ts';
import { sealHeaders } from './seal-headers.ts';

export interface Sealed {
  /** Documents that were encrypted by this call. */
  readonly documents: number;
  /** The log of the database was written anew, without what they held before. */
  readonly isLogClear: boolean;
}

export async function sealStored(db: Db, box: SecretBox): Promise<Sealed> {
  let documents = 0;
  const count = (sealed: number): void => void (documents += sealed);
  await migrate(db, [sealHeaders(box, count)]);
  return { documents, isLogClear: documents > 0 && (await dropFormerDocuments(db)) };
}
