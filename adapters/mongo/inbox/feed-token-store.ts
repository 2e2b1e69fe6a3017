// Tokens of feeds in MongoDB: one a workspace, so few that a hash is found without an index.
import type { Db } from 'mongodb';
import type { FeedToken, FeedTokenStore } from '../../../domain/system/access/feed-token.ts';
import { checkedOrNull, documentShape } from '../document-shape.ts';

const SHAPE = documentShape('feedTokens', { _id: 'string', hash: 'string', sealed: 'string' });

export function createFeedTokenStore(db: Db): FeedTokenStore {
  const tokens = db.collection<FeedToken>('feedTokens');
  return {
    async get(workspaceId) {
      return checkedOrNull(await tokens.findOne({ _id: workspaceId }), SHAPE);
    },
    async byHash(hash) {
      return checkedOrNull(await tokens.findOne({ hash }), SHAPE);
    },
    async put(token) {
      await tokens.replaceOne({ _id: token._id }, token, { upsert: true });
    },
    async remove(workspaceId) {
      await tokens.deleteOne({ _id: workspaceId });
    },
  };
}
