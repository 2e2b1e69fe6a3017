// How many messages go to one channel at a time, so that a slow receiver holds up its own messages and no others.
export class ChannelSlots {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Does the work if the channel has room; null if it has none. */
  async within<T>(channelId: string, work: () => Promise<T>): Promise<T | null> {
    const taken = this.#taken.get(channelId) ?? 0;
    if (taken >= this.#most) return null;
    this.#taken.set(channelId, taken + 1);
    try {
      return await work();
    } finally {
      const left = (this.#taken.get(channelId) ?? 1) - 1;
      if (left === 0) this.#taken.delete(channelId);
      else this.#taken.set(channelId, left);
    }
  }
}
