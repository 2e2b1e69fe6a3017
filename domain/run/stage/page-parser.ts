// Port to the parse pass. It runs in threads that can be killed, so a hostile page costs only its own visit.
import type { ParsedRow } from './stage-row.ts';
import type { FieldRule } from '../../reading/part/field/field-rule.ts';
import type { ReasonCode } from '../outcome.ts';
import type { WatchRules } from '../../reading/part/watch-rules.ts';

export interface ParseRequest {
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface ParseOptions {
  readonly fields: readonly FieldRule[];
  readonly wantLinks: boolean;
  /** What of the page is compared; null: all of it as it is. */
  readonly watched: WatchRules | null;
}

export interface ContentBlob {
  /**
   * SHA-256, base64url, that identifies the content: of the content itself, or of the hashes of its parts.
   */
  readonly hash: string;
  /** Brotli-compressed. */
  readonly bytes: Uint8Array;
}

export interface LinksBlob extends ContentBlob {
  /** JSON of the link rows, uncompressed; it goes into the links file as it is. */
  readonly json: string;
}

export type ParseReply =
  | {
      readonly ok: true;
      readonly row: Omit<ParsedRow, 'blocksKey' | 'linksKey'>;
      readonly blocks: ContentBlob;
      readonly links: LinksBlob | null;
    }
  | { readonly ok: false; readonly reason: ReasonCode; readonly detail: string };

export interface PageParser {
  /** Replies in the order of the requests. The bodies must not be changed until the reply. */
  parse(requests: readonly ParseRequest[], options: ParseOptions): Promise<ParseReply[]>;
}
