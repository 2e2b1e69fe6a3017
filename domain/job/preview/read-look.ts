// Reads what a look at a page has brought, as a run would, and says what is in the way where there is nothing to watch.
import type { Clock, Log } from '../../system/clock.ts';
import type { OwnHosts } from '../../web/egress/own-host.ts';
import type { AllowHost } from '../../web/egress/policy.ts';
import { allowLine, allowableTarget } from '../../web/egress/refusal-words.ts';
import { documentKind } from '../../reading/content/document/document-kind.ts';
import { plainFile } from '../../reading/content/document/plain-file.ts';
import type { PageClass } from '../../reading/page/page-type.ts';
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { ReasonCode } from '../../run/outcome.ts';
import { type WantedLook, wantedLook } from '../../run/render/wanted-look.ts';
import type { PageParser, ParseReply } from '../../run/stage/page-parser.ts';
import { parseOptions } from '../../run/stage/parse-options.ts';
import type { LinkRow, ScrapeRow } from '../../run/stage/stage-row.ts';
import { urlHost } from '../../web/url/key.ts';
import type { PageLooker } from './page-looker.ts';
import type { PageViewer, ViewedBody } from './page-viewer.ts';
import type { Preview } from './preview.ts';
import type { RecentPreviews } from './recent-previews.ts';
import { suggestJobs } from './suggest-jobs.ts';
import { isWall, type ReadPage, understandPage } from './understand-page.ts';
import { type PreviewProblem, unfetchedProblem } from './unfetched-remedy.ts';
import { wallRemedy } from './wall-remedy.ts';
import { wantedFieldsOf } from '../found-selectors.ts';
import { given } from '../../system/given.ts';

export interface PreviewPorts {
  readonly looker: PageLooker;
  readonly viewer: PageViewer;
  readonly previews: RecentPreviews;
  readonly openParser: () => PageParser & { close(): Promise<void> };
  /** The text blocks of a reply of the parse pass, which come packed. */
  readonly unpackBlocks: (reply: Extract<ParseReply, { ok: true }>) => Promise<readonly TextBlock[]>;
  readonly clock: Clock;
  readonly log: Log;
  readonly ownHosts: OwnHosts;
  readonly allowHosts: readonly AllowHost[];
  readonly userAgent: string;
}

export interface Fault {
  readonly reason: ReasonCode;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
}

export function toFault({ result, reason, status, detail }: ScrapeRow): Fault {
  const code = reason ?? (result === 'gone' ? 'not-found' : result === 'fetched' ? 'empty' : 'http-error');
  return { reason: code, status, detail };
}

export function unfetched(
  ports: PreviewPorts,
  url: string,
  fault: Fault,
): Pick<Preview, 'outcome' | 'problem'> {
  return { outcome: 'unfetched', problem: problemOf(ports, url, fault) };
}

function problemOf(ports: PreviewPorts, url: string, fault: Fault): PreviewProblem {
  const host = urlHost(url);
  const target = allowableTarget('blocked-address', url) ?? { hostname: host, port: 80 };
  return unfetchedProblem({ ...fault, host, allowBy: allowLine(target, ports) });
}

export type ReadEnd = Pick<Preview, 'outcome' | 'problem' | 'fetched'> &
  Partial<Pick<Preview, 'page' | 'suggestions' | 'body'>>;

/** `wanted`: the look a run would have next, before it judged anything; null: it would judge this one. */
export interface ReadLook {
  readonly end: ReadEnd;
  readonly wanted: WantedLook | null;
}

export async function readLook(
  ports: PreviewPorts,
  preview: Preview,
  { row, body }: { row: ScrapeRow; body: Uint8Array },
): Promise<ReadLook> {
  const finalUrl = row.finalUrl ?? preview.url;
  const contentType = row.headers?.['content-type'] ?? '';
  const page: ViewedBody = { url: finalUrl, contentType, body };
  const fetched = {
    finalUrl,
    contentType,
    status: row.status ?? 200,
    bytes: body.length,
    elapsedMs: row.elapsedMs,
    waitedMs: row.waitMs ?? 0,
    ...given({ rendered: row.rendered }),
  };
  const read = await readPage(ports, preview, page);
  if (!read.ok) {
    const problem = problemOf(ports, finalUrl, { reason: read.reason, detail: read.detail });
    return { end: { outcome: 'unreadable', problem, fetched }, wanted: null };
  }
  const understood = understandPage(read.page, row.status);
  const sitemaps = preview.host?.sitemaps ?? [];
  const suggestions = suggestJobs({
    url: preview.named ?? finalUrl,
    page: understood,
    sitemaps,
    given: preview.given,
    file: documentKind(body) === null ? plainFile(body, contentType) : null,
    isRendered: row.rendered === true,
  });
  const { subtype, reasons } = understood.class;
  const wall = isWall(preview.config.changes, understood);
  const problem = wall
    ? {
        reason: 'unjudged' as const,
        what: `The page is a wall: ${reasons.join(', ')}.`,
        remedy: wallRemedy(subtype),
      }
    : null;
  const end = {
    outcome: wall ? ('wall' as const) : ('understood' as const),
    problem,
    fetched,
    page: understood,
    suggestions,
    body: page,
  };
  return { end, wanted: wantedNext(preview, { ...read.page, class: understood.class }, row) };
}

function wantedNext(
  { config }: Preview,
  { row: parse, class: pageClass }: ReadPage & { readonly class: PageClass },
  { rendered, render }: ScrapeRow,
): WantedLook | null {
  return wantedLook({
    config,
    parse,
    pageClass,
    isRendered: rendered === true,
    render,
    baseline: undefined,
  });
}

type PageRead =
  | { readonly ok: true; readonly page: ReadPage }
  | { readonly ok: false; readonly reason: ReasonCode; readonly detail: string };

export async function readPage(
  ports: PreviewPorts,
  { config }: Preview,
  body: ViewedBody,
): Promise<PageRead> {
  const parser = ports.openParser();
  try {
    const wanted = wantedFieldsOf(config);
    const [[reply], declared, searched] = await Promise.all([
      parser.parse([body], parseOptions(config, true)),
      ports.viewer.view(body, { view: 'declared' }),
      wanted.length === 0 ? null : ports.viewer.view(body, { view: 'fields', fields: wanted }),
    ]);
    if (reply === undefined) return { ok: false, reason: 'parse-failed', detail: 'there was no answer' };
    if (!reply.ok) return reply;
    const links = JSON.parse(reply.links?.json ?? '[]') as LinkRow[];
    const blocks = await ports.unpackBlocks(reply);
    const page = { row: reply.row, blocks, links, declared, searched: searched ?? [], finalUrl: body.url };
    return { ok: true, page };
  } finally {
    await parser.close();
  }
}
