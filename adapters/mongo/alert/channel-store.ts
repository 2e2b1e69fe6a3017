// Channels in MongoDB: at most a hundred of a workspace. Changes are compare-and-set on the version.
import type { Db } from 'mongodb';
import type { Channel, ChannelStore } from '../../../domain/alert/channel/channel.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('channels', {
  _id: 'string',
  workspaceId: 'string',
  name: 'string',
  settings: 'object',
  version: 'number',
});

export function createChannelStore(db: Db): ChannelStore {
  const channels = db.collection<Channel>('channels');
  return {
    async list(workspaceId) {
      return checkedAll(await channels.find({ workspaceId }).sort({ name: 1, _id: 1 }).toArray(), SHAPE);
    },
    async mailing(limit) {
      const found = channels.find({ 'settings.kind': 'email', off: null }).sort({ _id: 1 }).limit(limit);
      return checkedAll(await found.toArray(), SHAPE);
    },
    async get(channelId) {
      return checkedOrNull(await channels.findOne({ _id: channelId }), SHAPE);
    },
    async insert(channel) {
      return insertOnce(channels, channel);
    },
    async change(channelId, version, set) {
      const changed = await channels.findOneAndUpdate(
        { _id: channelId, version },
        { $set: { ...set, version: version + 1 } },
        { returnDocument: 'after' },
      );
      return checkedOrNull(changed, SHAPE);
    },
    async remove(workspaceId, channelId) {
      return (await channels.deleteOne({ _id: channelId, workspaceId })).deletedCount > 0;
    },
  };
}
