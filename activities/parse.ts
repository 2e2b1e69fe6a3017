// The parse stage: takes bodies from their packs, through the parse pass, into rows. A page with the same
// bytes as its stored version is not parsed again; its stored links are replayed.
import { ArchiveDraft, containsContent } from '../domain/system/blob/archive.ts';
import { comparesPictures } from '../domain/change/picture/picture-rules.ts';
import { pageId } from '../domain/page/page-id.ts';
import type { Page, PageBaseline } from '../domain/page/page.ts';
import { createLinkSelector } from '../domain/run/plan/select-links.ts';
import type { Run } from '../domain/run/run.ts';
import { parseOptions } from '../domain/run/stage/parse-options.ts';
import type { PageParser, ParseOptions, ParseReply, ParseRequest } from '../domain/run/stage/page-parser.ts';
import { linksKey, stageKey } from '../domain/run/stage/stage-key.ts';
import type { LinkRow, ParseRow, ScrapeRow } from '../domain/run/stage/stage-row.ts';
import { extractionVersion } from '../domain/run/stage/extraction-version.ts';
import { readContent } from './read-content.ts';
import { bodyIn } from './pack/read-pack.ts';
import type { ParseResult, StageInput } from './contract.ts';
import { rereadBaseline } from './compare/reread-baseline.ts';
import { needFile } from './need-file.ts';
import type { StagePorts } from './stage-ports.ts';
import { timedStage } from './stage-time.ts';
import { archivesInHand } from '../domain/system/blob/archives-in-hand.ts';
import type { BlobStore } from '../domain/system/blob/blob-store.ts';

export interface ParsePorts extends StagePorts {
  readonly parser: PageParser;
}

interface ParseContext {
  readonly ports: ParsePorts;
  /** Reads what earlier runs kept. */
  readonly kept: Pick<BlobStore, 'get'>;
  readonly run: Run;
  readonly pages: ReadonlyMap<string, Page>;
  readonly version: string;
  readonly options: ParseOptions;
}

export function createParse(ports: ParsePorts): { parse(input: StageInput): Promise<ParseResult> } {
  return {
    parse: (input) =>
      timedStage(ports, async () => {
        const run = await ports.findRun(input.runId);
        const rows = await ports.files.read('scrape', needFile(input.files, 'scrape'));
        const pages = await ports.pages.getMany(rows.map((row) => pageId(run.jobId, row.urlKey)));
        const version = extractionVersion(run.config, ports.hasher);
        const options = parseOptions(run.config, createLinkSelector(run.config).wantsLinks);
        const { parsed, links } = await parseRows(
          { ports, kept: archivesInHand(ports.blobs), run, pages, version, options },
          rows,
        );
        const key = stageKey(input.runId, input.chunkNo, 'parse', ports.ids.ulid());
        // The links file is first: the next stages get the parse file's key, and find the links by it.
        if (options.wantLinks) await ports.files.writeLines('links', linksKey(key), links);
        await ports.files.write('parse', key, parsed);
        return { file: key, rows: parsed.length, ...sizeOf(run, parsed) };
      }),
  };
}

/** The stages after this one take some milliseconds for as much. */
const SMALL_ROWS = 10;
const SMALL_TEXT = 100_000;

/** How much the stages after this one have to do. Pictures are compared where there are threads for them. */
function sizeOf(run: Run, rows: readonly ParseRow[]): Pick<ParseResult, 'small' | 'nothingNew'> {
  const read = rows.filter((row) => row?.kind === 'parsed');
  if (read.length === 0) return { nothingNew: true };
  const chars = read.reduce((sum, { textLength }) => sum + textLength, 0);
  const isSmall = rows.length <= SMALL_ROWS && chars <= SMALL_TEXT && !comparesPictures(run.config.changes);
  return isSmall ? { small: true } : {};
}

interface ParsedChunk {
  readonly parsed: ParseRow[];
  /** Lines of the links file, as JSON made by the parse threads. */
  readonly links: string[];
}

async function parseRows(context: ParseContext, rows: readonly ScrapeRow[]): Promise<ParsedChunk> {
  const chunk: ParsedChunk = { parsed: rows.map(() => null), links: rows.map(() => 'null') };
  const toRead: number[] = [];
  for (const [index, row] of rows.entries()) {
    const page = pageOf(context, row);
    if (row.result === 'not-modified' || isSame(context, row, page)) {
      const json = await keptLinks(context, page);
      chunk.links[index] = json;
      chunk.parsed[index] = { kind: 'same', linkCount: countRows(json) };
    } else if (row.result === 'fetched') {
      toRead.push(index);
    }
  }
  for (const [packKey, indexes] of byPack(rows, toRead)) {
    const replies = await readPack(
      context,
      packKey,
      indexes.map((index) => rows[index]).filter((row) => row !== undefined),
    );
    const archive = new ArchiveDraft(context.ports.ids.ulid());
    for (const [position, index] of indexes.entries()) {
      const reply = replies[position];
      const page = pageOf(context, rows[index]);
      const row = toParseRow(reply, page?.baseline, archive);
      chunk.parsed[index] = await withReadAgain(context, row, rows[index]);
      if (reply?.ok === true) chunk.links[index] = reply.links?.json ?? 'null';
    }
    if (archive.entries.length > 0) await context.ports.blobs.putArchive(archive.key, archive.entries);
  }
  return chunk;
}

function pageOf({ pages, run }: ParseContext, row: ScrapeRow | undefined): Page | undefined {
  return row === undefined ? undefined : pages.get(pageId(run.jobId, row.urlKey));
}

async function withReadAgain(
  context: ParseContext,
  row: ParseRow,
  scrape: ScrapeRow | undefined,
): Promise<ParseRow> {
  if (row?.kind !== 'parsed' || scrape === undefined) return row;
  const page = pageOf(context, scrape);
  return { ...row, ...(await rereadBaseline(context, page, { row, rawHash: scrape.hash })) };
}

/** The page has the stored bytes, and they would be extracted as before. */
function isSame(context: ParseContext, row: ScrapeRow, page: Page | undefined): boolean {
  const baseline = page?.baseline;
  if (row.result !== 'fetched' || baseline === undefined) return false;
  // The same document may look otherwise: its pictures and styles are others.
  if (comparesPictures(context.run.config.changes)) return false;
  return baseline.rawHash === row.hash && baseline.extractionVersion === context.version;
}

/** The page's stored links, as JSON. */
async function keptLinks(context: ParseContext, page: Page | undefined): Promise<string> {
  const key = page?.baseline?.outlinksKey;
  if (key === undefined || !context.options.wantLinks) return '[]';
  const bytes = await readContent({ blobs: context.kept, log: context.ports.log }, key);
  return bytes === null ? '[]' : bytes.toString('utf8');
}

function countRows(json: string): number {
  return json === '[]' ? 0 : (JSON.parse(json) as LinkRow[]).length;
}

function byPack(rows: readonly ScrapeRow[], indexes: readonly number[]): Map<string, number[]> {
  const packs = new Map<string, number[]>();
  for (const index of indexes) {
    const key = rows[index]?.pack?.key;
    if (key === undefined) continue;
    const list = packs.get(key);
    if (list === undefined) packs.set(key, [index]);
    else list.push(index);
  }
  return packs;
}

async function readPack(
  context: ParseContext,
  key: string,
  rows: readonly ScrapeRow[],
): Promise<ParseReply[]> {
  const { blobs, parser } = context.ports;
  const replies = await blobs.lend(key, async (pack) => {
    const bodies = rows.map((row) => (row.pack === undefined ? null : bodyIn(pack, row.pack)));
    const requests = rows.flatMap((row, index) => toRequest(row, bodies[index] ?? null));
    const parsed = (await parser.parse(requests, context.options)).values();
    return bodies.map((body) => (body === null ? foreign(key) : (parsed.next().value ?? foreign(key))));
  });
  return replies ?? rows.map(() => lost(`the pack ${key} is missing`));
}

function toRequest(row: ScrapeRow, body: Uint8Array | null): ParseRequest[] {
  const contentType = row.headers?.['content-type'] ?? '';
  return body === null ? [] : [{ url: row.finalUrl ?? row.url, contentType, body }];
}

function foreign(key: string): ParseReply {
  return lost(`what stands in the pack ${key} is not what was fetched`);
}

function lost(detail: string): ParseReply {
  return { ok: false, reason: 'body-lost', detail };
}

/** Text and links are written under the snapshot's keys, unless the baseline has them already. */
function toParseRow(
  reply: ParseReply | undefined,
  baseline: PageBaseline | undefined,
  archive: ArchiveDraft,
): ParseRow {
  if (reply === undefined) return { kind: 'failed', reason: 'parse-failed', detail: 'the body has no pack' };
  if (!reply.ok) return { kind: 'failed', reason: reply.reason, detail: reply.detail };
  const { row, blocks, links } = reply;
  const blocksKey = baseline?.textHash === row.textHash ? baseline.blocksKey : archive.add(blocks);
  if (links === null) return { ...row, blocksKey };
  const known = baseline?.outlinksKey;
  const linksKey = known !== undefined && containsContent(known, links.hash) ? known : archive.add(links);
  return { ...row, blocksKey, linksKey };
}
