// Makes a preview: looks at the page as a run would, reads it as a run would, and says what could be watched. What can
// normally happen to a page is an outcome with a remedy, never an error.
import type { Clock, Log } from '../../system/clock.ts';
import { isOwnHost, type OwnHosts } from '../../web/egress/own-host.ts';
import type { AllowHost } from '../../web/egress/policy.ts';
import { allowLine, allowableTarget } from '../../web/egress/refusal-words.ts';
import { isWebloomError } from '../../system/errors.ts';
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { ReasonCode } from '../../run/outcome.ts';
import type { PageParser, ParseReply } from '../../run/stage/page-parser.ts';
import { parseOptions } from '../../run/stage/parse-options.ts';
import type { LinkRow, ScrapeRow } from '../../run/stage/stage-row.ts';
import { urlHost } from '../../web/url/key.ts';
import { hostFacts } from './host-facts.ts';
import type { Look, PageLooker, PreviewPhase } from './page-looker.ts';
import type { PageViewer, ViewedBody } from './page-viewer.ts';
import type { Preview, PreviewGiven } from './preview.ts';
import type { RecentPreviews } from './recent-previews.ts';
import { suggestJobs } from './suggest-jobs.ts';
import { type ReadPage, type UnderstoodPage, understandPage } from './understand-page.ts';
import { LATER, type PreviewProblem, unfetchedProblem } from './unfetched-remedy.ts';
import { wallRemedy } from './wall-remedy.ts';
import { wantedFieldsOf } from '../found-selectors.ts';
import type { JobConfig } from '../../config/schema.ts';

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

export interface WantedPreview {
  readonly previewId: string;
  readonly workspaceId: string;
  readonly url: string;
  readonly given: PreviewGiven;
  readonly config: JobConfig;
}

/** The preview as it is before anything was done. */
export function beginPreview(ports: PreviewPorts, wanted: WantedPreview): Preview {
  const now = ports.clock.now();
  const preview: Preview = {
    ...wanted,
    at: now,
    steps: [{ step: 'wait', at: now }],
    outcome: 'pending',
    problem: null,
    fetched: null,
    host: null,
    page: null,
    suggestions: [],
    body: null,
  };
  ports.previews.put(preview, now);
  return preview;
}

/** The answer for an address that may not be fetched at all: nothing is asked. */
export function refusedPreview(ports: PreviewPorts, wanted: WantedPreview): Preview {
  const preview = beginPreview(ports, wanted);
  const refused = {
    ...preview,
    ...ending(preview, ports),
    ...unfetched(ports, wanted.url, { reason: 'address-not-allowed' }),
  };
  ports.previews.put(refused, ports.clock.now());
  return refused;
}

/** The page of a preview as other rules read it; null when it can't be read with them. */
export async function readAgain(
  ports: PreviewPorts,
  preview: Preview,
  config: JobConfig,
): Promise<UnderstoodPage | null> {
  if (preview.body === null) return null;
  const read = await readPage(ports, { ...preview, config }, preview.body);
  return read.ok ? understandPage(read.page) : null;
}

/** Goes on to the end; the states on the way can be read from `previews`. Rejects only when a service is away. */
export async function finishPreview(
  ports: PreviewPorts,
  begun: Preview,
  signal: AbortSignal,
): Promise<Preview> {
  let preview = begun;
  const keep = (next: Partial<Preview>): Preview => {
    preview = { ...preview, ...next };
    ports.previews.put(preview, ports.clock.now());
    return preview;
  };
  const onStep = (step: PreviewPhase): void =>
    void keep({ steps: stepped(preview, step, ports.clock.now()) });
  try {
    const look = await lookWithin(ports, begun, { onStep, signal });
    if (look === null)
      return keep({ ...ending(preview, ports), ...unfetched(ports, begun.url, { reason: 'timeout' }) });
    keep({ host: factsOf(ports, begun, look) });
    if (look.body === null)
      return keep({ ...ending(preview, ports), ...unfetched(ports, begun.url, toFault(look.row)) });
    onStep('read');
    const read = await readBody(ports, preview, { row: look.row, body: look.body });
    return keep({ ...ending(preview, ports), ...read });
  } catch (error) {
    keep({ ...ending(preview, ports), ...failed(ports, begun.url, error) });
    throw error;
  }
}

function stepped({ steps }: Preview, step: PreviewPhase, at: Date): Preview['steps'] {
  return steps.at(-1)?.step === step ? steps : [...steps, { step, at }];
}

function ending(preview: Preview, { clock }: PreviewPorts): Pick<Preview, 'steps'> {
  return { steps: stepped(preview, 'done', clock.now()) };
}

async function lookWithin(
  ports: PreviewPorts,
  { previewId, workspaceId, url, config }: Preview,
  { onStep, signal }: { onStep: (step: PreviewPhase) => void; signal: AbortSignal },
): Promise<Look | null> {
  try {
    return await ports.looker.look({ previewId, workspaceId, url, config, onStep }, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

function factsOf(
  { ownHosts, userAgent }: PreviewPorts,
  { url, config }: Preview,
  { row, host }: Look,
): Preview['host'] {
  return hostFacts({
    url: row.finalUrl ?? url,
    host,
    fetch: config.fetch,
    userAgent,
    isOwn: (name) => isOwnHost(ownHosts, name),
  });
}

interface Fault {
  readonly reason: ReasonCode;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
}

function toFault({ result, reason, status, detail }: ScrapeRow): Fault {
  const code = reason ?? (result === 'gone' ? 'not-found' : result === 'fetched' ? 'empty' : 'http-error');
  return { reason: code, status, detail };
}

function unfetched(ports: PreviewPorts, url: string, fault: Fault): Pick<Preview, 'outcome' | 'problem'> {
  return { outcome: 'unfetched', problem: problemOf(ports, url, fault) };
}

function problemOf(ports: PreviewPorts, url: string, fault: Fault): PreviewProblem {
  const host = urlHost(url);
  const target = allowableTarget('blocked-address', url) ?? { hostname: host, port: 80 };
  return unfetchedProblem({ ...fault, host, allowBy: allowLine(target, ports) });
}

/** A service is away. Its error says which and what to do; whoever asks again for the preview is told the same. */
function failed(ports: PreviewPorts, url: string, error: unknown): Pick<Preview, 'outcome' | 'problem'> {
  if (!isWebloomError(error)) return unfetched(ports, url, { reason: 'no-answer' });
  const reason: ReasonCode = error.code === 'disk-full' ? 'disk-full' : 'no-answer';
  return { outcome: 'unfetched', problem: { reason, what: error.message, remedy: LATER } };
}

type ReadEnd = Pick<Preview, 'outcome' | 'problem' | 'fetched'> &
  Partial<Pick<Preview, 'page' | 'suggestions' | 'body'>>;

async function readBody(
  ports: PreviewPorts,
  preview: Preview,
  { row, body }: { row: ScrapeRow; body: Uint8Array },
): Promise<ReadEnd> {
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
  };
  const read = await readPage(ports, preview, page);
  if (!read.ok) {
    const problem = problemOf(ports, finalUrl, { reason: read.reason, detail: read.detail });
    return { outcome: 'unreadable', problem, fetched };
  }
  const understood = understandPage(read.page);
  const sitemaps = preview.host?.sitemaps ?? [];
  const suggestions = suggestJobs({ url: finalUrl, page: understood, sitemaps, given: preview.given });
  const { wall, subtype, reasons } = understood.class;
  const problem = wall
    ? {
        reason: 'unjudged' as const,
        what: `The page is a wall: ${reasons.join(', ')}.`,
        remedy: wallRemedy(subtype),
      }
    : null;
  return {
    outcome: wall ? 'wall' : 'understood',
    problem,
    fetched,
    page: understood,
    suggestions,
    body: page,
  };
}

type PageRead =
  | { readonly ok: true; readonly page: ReadPage }
  | { readonly ok: false; readonly reason: ReasonCode; readonly detail: string };

async function readPage(ports: PreviewPorts, { config }: Preview, body: ViewedBody): Promise<PageRead> {
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
