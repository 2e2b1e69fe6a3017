// The token in the address of a workspace's feeds. Readers of feeds send nothing but the address, so the token stands in
// it; it opens feeds alone, and making a new one ends the old one. It is kept sealed, because its owner has to be shown
// the address again, beside a hash by which it is found.

export interface FeedToken {
  /** The workspace. */
  readonly _id: string;
  /** SHA-256 of the token, base64url. */
  readonly hash: string;
  readonly sealed: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface FeedTokenStore {
  get(workspaceId: string): Promise<FeedToken | null>;
  byHash(hash: string): Promise<FeedToken | null>;
  /** Takes the place of the workspace's token. */
  put(token: FeedToken): Promise<void>;
  remove(workspaceId: string): Promise<void>;
}

/** What a token is sealed for. */
export const FEED_TOKEN_PURPOSE = 'feed token';

/** `random`: 32 bytes, base64url. */
export function feedTokenText(random: string): string {
  return `wlf_${random}`;
}
