// Commands about the server: the handshake, versions, sizes.
import { collectionsOf } from './catalog.ts';
import { collectionOf, type Command } from './command.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import { MAX_DOCUMENT_BYTES } from '../value/bytes.ts';

/** The wire version of MongoDB 7.0; drivers decide by it what to send. */
const WIRE_VERSION = 21;
const VERSION = '7.0.0';
const startedAt = Date.now();

/**
 * Without set name and session timeout, drivers send neither retryable writes nor sessions. No other server has the field
 * `embeddedStore`: how full this one is, for two additions per collection.
 */
const hello: Command = {
  // Newer drivers add fields to the handshake.
  fields: 'any',
  writes: false,
  run: ({ connection, name, store }) => ({
    ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
    helloOk: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    connectionId: connection,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    embeddedStore: { dataBytes: store.usedBytes, boundBytes: Math.floor(store.boundBytes) },
    ok: 1,
  }),
};

const ok: Command = { fields: ['endSessions', 'killSessions'], writes: false, run: () => ({ ok: 1 }) };

const buildInfo: Command = {
  fields: [],
  writes: false,
  run: () => ({
    version: VERSION,
    versionArray: [...VERSION.split('.').map(Number), 0],
    gitVersion: 'embedded-store',
    modules: ['embedded-store'],
    storageEngines: ['embedded-store'],
    javascriptEngine: 'none',
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    ok: 1,
  }),
};

const serverStatus: Command = {
  fields: [],
  writes: false,
  run: ({ store, cursors }) => {
    const memory = process.memoryUsage();
    return {
      process: 'embedded-store',
      version: VERSION,
      pid: process.pid,
      uptime: Math.round((Date.now() - startedAt) / 1000),
      localTime: new Date(),
      mem: { resident: Math.round(memory.rss / 1_048_576), bits: 64 },
      metrics: { cursor: { open: { total: cursors.open } } },
      storageEngine: { name: 'embedded-store', persistent: true },
      liveBytes: store.liveBytes,
      ok: 1,
    };
  },
};

const dbStats: Command = {
  fields: ['scale', 'freeStorage'],
  writes: false,
  run: ({ store, database }) => {
    const collections = collectionsOf(store, database);
    const sum = (pick: (collection: (typeof collections)[number]) => number): number =>
      collections.reduce((total, collection) => total + pick(collection), 0);
    const dataSize = sum((collection) => collection.bytes);
    return {
      db: database,
      collections: collections.length,
      objects: sum((collection) => collection.size),
      indexes: sum((collection) => collection.indexes.length),
      dataSize,
      storageSize: dataSize,
      ok: 1,
    };
  },
};

const collStats: Command = {
  fields: ['scale'],
  writes: false,
  run: (request) => {
    const collection = collectionOf(request);
    const count = collection?.size ?? 0;
    const size = collection?.bytes ?? 0;
    return {
      ns: collection?.namespace,
      count,
      size,
      storageSize: size,
      nindexes: collection?.indexes.length ?? 0,
      ok: 1,
    };
  },
};

const connectionStatus: Command = {
  fields: ['showPrivileges'],
  writes: false,
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
};

export const serverCommands: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: ok,
  endSessions: ok,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  dbStats,
  collStats,
  connectionStatus,
};
