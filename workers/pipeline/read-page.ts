// What a parse thread does with a body: decodes, parses once, hashes, compresses for the snapshot.
import { createHash } from 'node:crypto';
import { compressContent } from '../../activities/compress-content.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import type { CompiledFields } from '../../domain/reading/part/field/field-rule.ts';
import { linesOf, writeBlocks } from '../../domain/page/kept-blocks.ts';
import { plainPath } from '../../domain/reading/html/place-mark.ts';
import { skeletonOf } from '../../domain/page/skeleton.ts';
import type { ParsedPage, TextBlock } from '../../domain/reading/page/parsed-page.ts';
import { textHash } from '../../domain/reading/page/text-hash.ts';
import { markListing } from '../../domain/run/stage/listing-links.ts';
import type { ContentBlob, LinksBlob, ParseReply, ParseRequest } from '../../domain/run/stage/page-parser.ts';
import type { LinkRow } from '../../domain/run/stage/stage-row.ts';
import { readVersion } from '../../domain/reading/part/read-version.ts';
import type { WatchRules } from '../../domain/reading/part/watch-rules.ts';
import { given } from '../../domain/system/given.ts';

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url');
}

export interface ReadRules {
  readonly fields: CompiledFields;
  readonly watched: WatchRules | null;
  readonly wantLinks: boolean;
}

export function readPage(request: ParseRequest, { fields, watched, wantLinks }: ReadRules): ParseReply {
  const { url, contentType } = request;
  const { text, charset } = decodeText(request.body, contentType);
  const page = markListing(readVersion({ text, contentType, url, charset }, { fields, watched }), url);
  const links = wantLinks && !page.nofollow ? page.links.map(toLinkRow) : [];
  const lines = linesOf(page.blocks);
  const hash = textHash(lines, sha256);
  return {
    ok: true,
    row: toRow(page, { linkCount: links.length, textHash: hash }),
    blocks: toTextBlob(writeBlocks(page.blocks, lines), lines, hash),
    links: wantLinks ? toLinksBlob(JSON.stringify(links)) : null,
  };
}

function toLinkRow(link: ParsedPage['links'][number]): LinkRow {
  return [link.url, link.text.slice(0, 80), link.context, link.paging ?? 0, link.nofollow ? 1 : 0];
}

type Row = Extract<ParseReply, { ok: true }>['row'];

/** Not by spreads: V8 takes a microsecond for each member that stands behind one. */
function toRow(page: ParsedPage, counted: Pick<Row, 'linkCount' | 'textHash'>): Row {
  const {
    title,
    description,
    lang,
    canonicalUrl,
    noindex,
    nofollow,
    fields,
    priceCandidates,
    product,
    article,
    features,
  } = page;
  const said = { kind: 'parsed', title, description, lang } as const;
  const read = {
    noindex,
    nofollow,
    blockCount: page.blocks.length,
    skeleton: skeletonOf([...new Set(page.blocks.map(({ path }) => path))].map(plainPath)),
    textLength: page.blocks.reduce((sum: number, block: TextBlock) => sum + block.text.length, 0),
    fields,
    priceCandidates,
  };
  const { lostPart, isFilteredOut, misread } = page;
  const facts = Object.assign(
    given({ product, article }),
    { features },
    given({ lostPart, isFilteredOut, misread }),
  );
  return Object.assign(Object.assign(said, given({ canonicalUrl }), read), facts, counted);
}

/** The texts have a hash already; the blob's hash is that of its head and this hash. */
function toTextBlob(kept: string, lines: string, hash: string): ContentBlob {
  const head = kept.slice(0, Math.max(0, kept.length - lines.length));
  return { hash: sha256(head + hash), bytes: compressContent(Buffer.from(kept)) };
}

function toLinksBlob(json: string): LinksBlob {
  return { ...toBlob(json), json };
}

function toBlob(text: string): ContentBlob {
  const content = Buffer.from(text);
  return { hash: sha256(content), bytes: compressContent(content) };
}
