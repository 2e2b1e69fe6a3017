// Channels in memory.
import type { Channel, ChannelStore } from '../../../../domain/alert/channel/channel.ts';
import { DocumentTable, byId } from '../document-table.ts';

export function createChannelStore(): ChannelStore {
  const channels = new DocumentTable<Channel>();
  return {
    async list(workspaceId) {
      return channels.find(
        (one) => one.workspaceId === workspaceId,
        (a, b) => (a.name === b.name ? byId(a, b) : a.name < b.name ? -1 : 1),
      );
    },
    async mailing(limit) {
      return channels.find((one) => one.settings.kind === 'email' && one.off === null, byId).slice(0, limit);
    },
    async get(channelId) {
      return channels.get(channelId);
    },
    async insert(channel) {
      return channels.insert(channel);
    },
    async change(channelId, version, set) {
      return channels.change(
        channelId,
        (one) => one.version === version,
        (one) => ({ ...one, ...set, version: version + 1 }),
      );
    },
    async remove(workspaceId, channelId) {
      const isThere = channels.get(channelId)?.workspaceId === workspaceId;
      if (isThere) channels.delete(channelId);
      return isThere;
    },
  };
}
