// What is said once after stored secrets were encrypted: where they may still lie as they were before.

export interface SealedStore {
  readonly documents: number;
  readonly isLogClear: boolean;
}

/** One sentence for whoever upgraded; null: nothing was encrypted. */
export function formerCopies({ documents, isLogClear }: SealedStore): string | null {
  if (documents === 0) return null;
  const what = `the secrets of ${documents} stored ${documents === 1 ? 'document' : 'documents'} were encrypted`;
  const log = isLogClear ? 'the log of the store was written anew without them; ' : '';
  const database = isLogClear ? '' : 'the journal and the oplog of MongoDB, ';
  return `${what}; ${log}as they were before they may still lie in ${database}the folder of RabbitMQ, backups and copies of the data folder (docs/upgrades.md)`;
}
