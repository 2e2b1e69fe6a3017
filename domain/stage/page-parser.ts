// Port to the parse pass, which runs in threads that can be killed: a hostile page costs its own visit, nothing else.
import type { ParsedRow } from './stage-row.ts';
import type { ScopeRule } from '../parse/field/block-scope.ts';
import type { FieldRule } from '../parse/field/field-rule.ts';
import type { ReasonCode } from '../run/outcome.ts';

export interface ParseRequest {
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface ParseOptions {
  readonly fields: readonly FieldRule[];
  readonly wantLinks: boolean;
  /** CSS of the part of the pages that is compared; null = all. */
  readonly scope: ScopeRule | null;
}

export interface ContentBlob {
  /** A SHA-256 that tells contents apart, base64url: of the content itself, or of the hashes of its parts. */
  readonly hash: string;
  /** Brotli. */
  readonly bytes: Uint8Array;
}

export interface LinksBlob extends ContentBlob {
  /** The content itself, JSON of the rows: it goes into the links file as it is. */
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
  /** Answers in the order of the requests. The bodies have to stay as they are until it has answered. */
  parse(requests: readonly ParseRequest[], options: ParseOptions): Promise<ParseReply[]>;
}
