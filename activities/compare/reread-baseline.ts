// Parses the stored version of a page again by today's rules. After a change of fields, scope or parser, both
// sides of a comparison are parsed alike, so that a new rule never looks like a change of the site.
import { containsContent } from '../../domain/system/blob/archive.ts';
import { contentKey } from '../../domain/system/blob/content-key.ts';
import type { Page } from '../../domain/page/page.ts';
import type { PageParser, ParseOptions } from '../../domain/run/stage/page-parser.ts';
import type { ParsedRow, ReadAgain } from '../../domain/run/stage/stage-row.ts';
import { readContent } from '../read-content.ts';
import type { StagePorts } from '../stage-ports.ts';
import { given } from '../../domain/system/given.ts';

export interface RereadContext {
  readonly ports: Pick<StagePorts, 'blobs'> & { readonly parser: PageParser };
  readonly version: string;
  readonly options: ParseOptions;
}

/** What a parsed row has beside the page itself; nothing: the stored version was read by today's rules already. */
export type Reread = Pick<ParsedRow, 'readAgain' | 'isBaselineLost'>;

/**
 * The baseline by today's rules; nothing if it was parsed by them already. If its body is gone, the page as it
 * is now takes its place: a real change in between is then not told, which is better than telling a false
 * one.
 */
export async function rereadBaseline(
  { ports, version, options }: RereadContext,
  page: Page | undefined,
  { row, rawHash }: { readonly row: ParsedRow; readonly rawHash: string | undefined },
): Promise<Reread> {
  const baseline = page?.baseline;
  if (baseline === undefined || baseline.extractionVersion === version) return {};
  const today: Reread = { readAgain: readingOf(row) };
  // The baseline's `rawHash` won't do: it follows bytes that differ by noise or by what a rule held back.
  if (rawHash !== undefined && containsContent(baseline.bodyKey, rawHash)) return today;
  // Read again, the body would bring back a text that was left behind on purpose.
  if (baseline.isTextNewer === true) return today;
  const stored = await readContent(ports, baseline.bodyKey);
  if (stored === null) return { ...today, isBaselineLost: true };
  const request = {
    url: baseline.finalUrl,
    contentType: baseline.contentType ?? '',
    body: stored,
  };
  const [reply] = await ports.parser.parse([request], { ...options, wantLinks: false });
  // A body that is not of the kind the job says now is no version to compare with.
  if (reply?.ok !== true || reply.row.misread !== undefined) return today;
  const key = contentKey(reply.blocks.hash);
  await ports.blobs.put(key, reply.blocks.bytes);
  return { readAgain: readingOf({ ...reply.row, blocksKey: key }) };
}

function readingOf({ textHash, blocksKey, fields, lang, lostPart, features }: ParsedRow): ReadAgain {
  const format = features.format ?? 'html';
  return { textHash, blocksKey, fields, lang, format, ...given({ lostPart }) };
}
