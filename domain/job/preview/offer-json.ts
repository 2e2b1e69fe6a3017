// Offers the address of a page's own JSON in place of a browser, once it is proved: fetched as a job would fetch it, by the guards
// and at the pace of all looks, it has to say what was found.
import { nameOfPage } from '../../config/job-name.ts';
import { type JobConfig, type JobInput, jobConfigSchema } from '../../config/schema.ts';
import { exponentOf } from '../../reading/money/exponent.ts';
import { isJsonPart } from '../../reading/part/part-selector.ts';
import { HOUR_MS } from '../../system/duration.ts';
import type { NotedAnswer } from '../../web/fetch/noted-answer.ts';
import { withoutQuery } from '../../web/page-step/page-step.ts';
import { type JsonCandidate, type OwnJsonFound, toLines, type WantedInJson } from './find-own-json.ts';
import type { Look } from './page-looker.ts';
import type { ViewedBody } from './page-viewer.ts';
import type { Preview } from './preview.ts';
import { type PreviewPorts, type ReadEnd, readPage, toFault, unfetched } from './read-look.ts';
import { isWall, type UnderstoodPage, understandPage } from './understand-page.ts';

/** What came of the page, and what its looks have brought. */
export interface RenderedPage {
  readonly preview: Preview;
  readonly end: ReadEnd;
  readonly noted: readonly NotedAnswer[] | undefined;
  /** The page as it was sent; null: it was opened in a browser at once. */
  readonly sent: ViewedBody | null;
  /** Looks at an address as the preview does; null: it did not come in time. */
  readonly look: (url: string, config: JobConfig) => Promise<Look | null>;
}

/** Each costs a request and its turn at the host, while somebody waits. */
const MAX_TRIED = 2;
const MAX_PASSED = 20;
const MAX_VALUES = 10;
/** Of the lines of a list that the other look has to say, too: it may have moved on. */
const MIN_SHARE = 0.6;

/** Null: no browser was needed, or there is nothing to look for. */
export async function offerJson(ports: PreviewPorts, rendered: RenderedPage): Promise<OwnJsonFound | null> {
  const { preview, end, noted = [] } = rendered;
  const { page, body, fetched } = end;
  if (page === undefined || page === null || body === undefined || body === null) return null;
  if (end.outcome !== 'understood' || fetched?.rendered !== true) return null;
  const wanted = wantedInJson(preview.config, page);
  if (wanted === null) return null;
  const found = await ports.viewer.view(body, { view: 'json', wanted, answers: noted });
  if (found === null) return null;
  const passed = [...found.passed];
  for (const candidate of found.candidates.slice(0, MAX_TRIED)) {
    const proof = await prove(ports, rendered, candidate);
    if (typeof proof !== 'string') {
      const job = jobOf(rendered, page, candidate);
      const { lines, ...found } = candidate;
      const offer = { ...found, values: lines.slice(0, MAX_VALUES), bytes: proof.bytes, job };
      return { offer, passed: passed.slice(0, MAX_PASSED) };
    }
    passed.unshift({ url: withoutQuery(candidate.url), why: proof });
  }
  return { offer: null, passed: passed.slice(0, MAX_PASSED) };
}

/** What the asker picked, else what was found on the page; null: neither says anything in particular. */
function wantedInJson({ changes }: JobConfig, page: UnderstoodPage): WantedInJson | null {
  const title = page.product?.name ?? page.title;
  const include = changes.scope?.include ?? [];
  if (include.length > 0) {
    if (page.lostPart || include.some(isJsonPart)) return null;
    return { what: 'part', title, values: page.blocks.map(({ text }) => text) };
  }
  const fields = page.fields.flatMap(({ value }) => (value === null ? [] : [value]));
  if (fields.length > 0) return { what: 'fields', title, values: fields };
  const price = page.offer?.offer?.price;
  if (price !== undefined) {
    const digits = exponentOf(price.currency);
    return { what: 'price', title, values: [(price.minor / 10 ** digits).toFixed(digits)] };
  }
  const items = page.links.first.filter(({ kind, text }) => kind === 'item' && text !== '');
  return items.length === 0 ? null : { what: 'list', title, values: items.map(({ text }) => text) };
}

/** The size of the answer; in words: why it is no proof. */
async function prove(
  ports: PreviewPorts,
  { preview, sent, look }: RenderedPage,
  candidate: JsonCandidate,
): Promise<{ readonly bytes: number } | string> {
  const { url, from, lines } = candidate;
  const config = configOf(preview.config, candidate);
  const looked = from === 'page' && sent !== null ? sent : await lookAt(ports, { url, config, look });
  if (typeof looked === 'string') return looked;
  const read = await readPage(ports, { ...preview, config }, looked);
  if (!read.ok) return `without a browser it can not be read: ${read.detail}`;
  const understood = understandPage(read.page);
  if (isWall(config.changes, understood))
    return `without a browser it is a wall: ${understood.class.reasons.join(', ')}`;
  const told = toLines(understood.blocks.map(({ text }) => text));
  return isSame(lines, told)
    ? { bytes: looked.body.length }
    : 'fetched without a browser it does not say the same';
}

function isSame(lines: readonly string[], told: readonly string[]): boolean {
  const seen = new Set(told);
  const same = lines.filter((line) => seen.has(line)).length;
  return lines.length < 3 ? same === lines.length && same > 0 : same >= lines.length * MIN_SHARE;
}

async function lookAt(
  ports: PreviewPorts,
  { url, config, look }: Pick<RenderedPage, 'look'> & { readonly url: string; readonly config: JobConfig },
): Promise<ViewedBody | string> {
  const looked = await look(url, config);
  if (looked === null) return 'it did not come in time';
  const { row, body } = looked;
  if (body === null) {
    const { problem } = unfetched(ports, url, toFault(row));
    return `fetched without a browser: ${problem?.what ?? 'nothing came'}`;
  }
  return { url: row.finalUrl ?? url, contentType: row.headers?.['content-type'] ?? '', body };
}

/** What a look by a browser needed is not needed any more; headers of the job belong to the host of the page. */
function configOf(config: JobConfig, { url, paths, sent }: JsonCandidate): JobConfig {
  const { waitFor: _wait, scroll: _scroll, steps: _steps, ...others } = config.fetch;
  const { screenshot: _shot, keepServed: _served, ...fetch } = others;
  return jobConfigSchema.parse({
    ...config,
    source: { kind: 'pages', urls: [url] },
    fields: [],
    fetch: { ...fetch, headers: [], render: 'never', ...bodyOf(sent) },
    changes: { scope: { include: paths } },
  });
}

function bodyOf(sent: string | undefined): Pick<JobConfig['fetch'], 'body'> {
  return sent === undefined ? {} : { body: { type: 'json', text: sent } };
}

function jobOf(
  { preview }: RenderedPage,
  page: UnderstoodPage,
  { url, paths, sent }: JsonCandidate,
): JobInput {
  const {
    waitFor: _wait,
    scroll: _scroll,
    steps: _steps,
    screenshot: _shot,
    keepServed: _served,
    ...asked
  } = preview.given.fetch ?? {};
  return {
    name: nameOfPage(preview.url, page.product?.name ?? page.title),
    config: {
      source: { kind: 'pages', urls: [url] },
      ...(url === preview.url ? {} : { link: preview.url }),
      schedule: { kind: 'interval', everyMs: HOUR_MS },
      fetch: { ...asked, render: 'never', ...bodyOf(sent) },
      changes: { scope: { include: [...paths] } },
    },
  };
}
