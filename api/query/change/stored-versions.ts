// The stored versions of a page as they are compared: read by the rules that are tried. Lines that were read alike are
// taken as they are kept; others are read again from the stored body, in a thread that can be killed.
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import type { ReplayedVersion } from '../../../domain/change/replay.ts';
import { storedFormat } from '../../../domain/reading/content/body-format.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { parseBlocks } from '../../../domain/page/kept-blocks.ts';
import type { Page, Snapshot } from '../../../domain/page/page.ts';
import type { PageParser, ParseReply, ParseRequest } from '../../../domain/run/stage/page-parser.ts';
import { parseOptions } from '../../../domain/run/stage/parse-options.ts';
import { readingVersion } from '../../../domain/run/stage/extraction-version.ts';
import { comparedTitle, watchRulesOf, type WatchRules } from '../../../domain/reading/part/watch-rules.ts';
import type { ApiPorts } from '../../ports.ts';
import { decompressBlob, readBlocks } from '../page/page-text.ts';

export interface StoredVersion {
  readonly snapshot: Snapshot;
  /** Null: it can't be read; `problem` says why. */
  readonly version: ReplayedVersion | null;
  readonly problem?: string;
}

export interface ReadingContext {
  readonly ports: Pick<ApiPorts, 'blobs' | 'hasher'>;
  readonly parser: PageParser;
  /** The configuration with the rules that are tried. */
  readonly config: JobConfig;
  /** The reading of versions that were stored before it was kept with them. */
  readonly assumedReading: string;
}

/** `snapshots`: of one page, oldest first; so is the result. */
export async function readVersions(
  context: ReadingContext,
  page: Page,
  snapshots: readonly Snapshot[],
): Promise<StoredVersion[]> {
  const { ports, config, assumedReading } = context;
  const wanted = readingVersion(config.changes, ports.hasher);
  // What another tool knew was read by that tool, whatever the rules are.
  const isAlike = ({ from, reading = assumedReading }: Snapshot): boolean =>
    from !== undefined || reading === wanted;
  const again = await readAgain(
    context,
    page,
    snapshots.filter((snapshot) => !isAlike(snapshot)),
  );
  const versions: StoredVersion[] = [];
  for (const snapshot of snapshots)
    versions.push(again.get(snapshot._id) ?? (await readKept(context, snapshot)));
  return versions;
}

/** The version as it was read then. */
export async function readKept(
  { ports, config }: Pick<ReadingContext, 'ports' | 'config'>,
  snapshot: Snapshot,
): Promise<StoredVersion> {
  const bytes = await ports.blobs.get(snapshot.blocksKey);
  if (bytes === null) return { snapshot, version: null, problem: 'its text is no longer kept' };
  const blocks = await readBlocks({ blobs: { get: async () => bytes } }, snapshot);
  const { textHash, fields, title } = snapshot;
  // A version without lines was stored because the filters took them: a page without text never is.
  const isFilteredOut = blocks.length === 0 && config.changes.filters.length > 0;
  return {
    snapshot,
    version: toVersion(snapshot, {
      blocks,
      textHash,
      fields,
      ...comparedTitle(watchRulesOf(config.changes), title),
      isFilteredOut,
      isDocument: isDocument(config, snapshot),
    }),
  };
}

/** By the format that the job names, else by the type that the site named. */
function isDocument({ changes }: JobConfig, { contentType = '' }: Snapshot): boolean {
  const isNamed = changes.format !== 'auto' && changes.format !== 'json-pretty';
  return (isNamed ? changes.format : storedFormat(contentType)) !== 'html';
}

function toVersion({ pageType, at }: Snapshot, read: Omit<ComparedPage, 'pageType'>): ReplayedVersion {
  return { ...read, pageType, at };
}

async function readAgain(
  { ports, parser, config }: ReadingContext,
  page: Page,
  snapshots: readonly Snapshot[],
): Promise<Map<string, StoredVersion>> {
  const found = new Map<string, StoredVersion>();
  const requests: { snapshot: Snapshot; request: ParseRequest }[] = [];
  for (const snapshot of snapshots) {
    const kept = await ports.blobs.get(snapshot.bodyKey);
    if (kept === null)
      found.set(snapshot._id, { snapshot, version: null, problem: 'its body is no longer kept' });
    else requests.push({ snapshot, request: await toRequest(page, snapshot, kept) });
  }
  const replies = await parser.parse(
    requests.map(({ request }) => request),
    parseOptions(config, false),
  );
  const watched = watchRulesOf(config.changes);
  for (const [at, { snapshot }] of requests.entries())
    found.set(snapshot._id, await toStored(snapshot, replies[at], watched));
  return found;
}

async function toRequest(
  page: Page,
  { contentType = '' }: Snapshot,
  kept: Uint8Array,
): Promise<ParseRequest> {
  return { url: page.baseline?.finalUrl ?? page.url, contentType, body: await decompressBlob(kept) };
}

async function toStored(
  snapshot: Snapshot,
  reply: ParseReply | undefined,
  watched: WatchRules | null,
): Promise<StoredVersion> {
  if (reply?.ok !== true)
    return { snapshot, version: null, problem: reply?.detail ?? 'it could not be read' };
  const { textHash, fields, lang, title, lostPart, isFilteredOut, misread, features } = reply.row;
  const blocks = parseBlocks((await decompressBlob(reply.blocks.bytes)).toString('utf8'));
  return {
    snapshot,
    version: toVersion(snapshot, {
      blocks,
      textHash,
      fields,
      lang,
      ...comparedTitle(watched, title),
      lostPart,
      isFilteredOut,
      misread,
      isDocument: features.format !== undefined,
    }),
  };
}
