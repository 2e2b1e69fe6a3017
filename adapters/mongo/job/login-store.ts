// Logins in MongoDB: at most a hundred of a workspace. Settings are compare-and-set on the version, the session on its `seq`.
import type { Db } from 'mongodb';
import type { Login, LoginStore } from '../../../domain/config/login/login.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('logins', {
  _id: 'string',
  workspaceId: 'string',
  name: 'string',
  settings: 'object',
  session: 'object',
  version: 'number',
});

export function createLoginStore(db: Db): LoginStore {
  const logins = db.collection<Login>('logins');
  return {
    async list(workspaceId) {
      return checkedAll(await logins.find({ workspaceId }).sort({ name: 1, _id: 1 }).toArray(), SHAPE);
    },
    async blocked(limit) {
      const found = logins.find({ 'session.state': 'blocked' }).sort({ _id: 1 }).limit(limit);
      return checkedAll(await found.toArray(), SHAPE);
    },
    async get(loginId) {
      return checkedOrNull(await logins.findOne({ _id: loginId }), SHAPE);
    },
    async insert(login) {
      return insertOnce(logins, login);
    },
    async change(loginId, version, set) {
      const changed = await logins.findOneAndUpdate(
        { _id: loginId, version },
        { $set: { ...set, version: version + 1 } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(changed, SHAPE);
    },
    async writeSession(loginId, seq, session) {
      const changed = await logins.findOneAndUpdate(
        { _id: loginId, 'session.seq': seq },
        { $set: { session: { ...session, seq: seq + 1 } } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(changed, SHAPE);
    },
    async remove(workspaceId, loginId) {
      return (await logins.deleteOne({ _id: loginId, workspaceId })).deletedCount > 0;
    },
  };
}
