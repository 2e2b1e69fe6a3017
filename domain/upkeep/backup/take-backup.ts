// Takes a backup while Webloom works: the documents first, then the blobs they name, which are there longer than what
// names them. The manifest comes last and makes it a backup. A cut-off one is repeated into the same
// place: blobs that are there are not copied again.
import { WebloomError } from '../../system/errors.ts';
import { backupId } from './backup-id.ts';
import { collectionsInOrder } from './collections.ts';
import { copyBlobs, dropOthers } from './copy-blobs.ts';
import type { TakePorts } from './take-ports.ts';
import { BACKUP_FORMAT, BACKUP_KIND, type BackupManifest, type CollectionDump } from './manifest.ts';

export interface TakeOptions {
  readonly version: string;
  /** Text of the key file, where it is to be part of the backup. */
  readonly secretKey: string | null;
}

/** Documents between two calls of `hold`. */
const HOLD_EVERY = 500;

export async function takeBackup(ports: TakePorts, options: TakeOptions): Promise<BackupManifest> {
  const { database, place, blobs, clock, say } = ports;
  const last = await place.manifest();
  if (last !== null && last.storeId !== blobs.storeId) throw otherInstallation(place.name);
  const startedAt = clock.now().toISOString();
  const id = backupId(ports.ids.ulid());
  await ports.hold();
  await place.begin(id);
  const migrations = await database.migrations();
  const collections = await dumpAll(ports, id);
  const { kept, ...copied } = await copyBlobs(ports, { id, last, collections });
  const secretKey =
    options.secretKey === null ? null : await place.writeText(`db-${id}/secret.key`, options.secretKey);
  const manifest: BackupManifest = {
    kind: BACKUP_KIND,
    format: BACKUP_FORMAT,
    backupId: id,
    version: options.version,
    database: database.name,
    storeId: blobs.storeId,
    startedAt,
    finishedAt: clock.now().toISOString(),
    migrations,
    collections,
    ...copied,
    secretKey,
  };
  await place.finish(manifest);
  await dropOthers(place, kept);
  say('The backup is complete.');
  return manifest;
}

async function dumpAll(ports: TakePorts, id: string): Promise<CollectionDump[]> {
  const { database, place, say } = ports;
  const shapes = new Map((await database.collections()).map((shape) => [shape.name, shape]));
  const dumps: CollectionDump[] = [];
  for (const name of collectionsInOrder([...shapes.keys()])) {
    const held = heldWhile(ports, database.read(name));
    const { documents, ...file } = await place.writeDocuments(`db-${id}/${name}.bson.gz`, held);
    dumps.push({ name, documents, indexes: shapes.get(name)?.indexes ?? [], file });
    if (documents > 0) say(`${name}: ${documents} documents`);
  }
  return dumps;
}

async function* heldWhile(
  { hold }: Pick<TakePorts, 'hold'>,
  documents: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const document of documents) {
    if (count++ % HOLD_EVERY === 0) await hold();
    yield document;
  }
}

function otherInstallation(name: string): WebloomError {
  return new WebloomError(
    'conflict',
    `${name} holds the backup of another installation. Name another place; a place takes the backups of one installation.`,
    { facts: { title: 'This place belongs to another installation' } },
  );
}
