// Sessions of the dashboard in MongoDB: found by the hash of their token; outdated ones go when new ones come.
import type { Db } from 'mongodb';
import type { Session, SessionStore } from '../../../domain/system/access/session.ts';
import { checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('sessions', { _id: 'string', workspaceId: 'string', expiresAt: 'date' });
/** Expired sessions removed with each new one. */
const SWEPT_AT_ONCE = 20;

export function createSessionStore(db: Db): SessionStore {
  const sessions = db.collection<Session>('sessions');
  return {
    async insert(session, outdated) {
      const swept = await sessions
        .find({ expiresAt: { $lte: outdated } })
        .limit(SWEPT_AT_ONCE)
        .toArray();
      if (swept.length > 0) await sessions.deleteMany({ _id: { $in: swept.map(({ _id }) => _id) } });
      await insertOnce(sessions, session);
    },
    async get(id) {
      return checkedOrNull(await sessions.findOne({ _id: id }), SHAPE);
    },
    async ids(limit) {
      const found = await sessions
        .find({}, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => _id);
    },
    async delete(id) {
      await sessions.deleteOne({ _id: id });
    },
  };
}
