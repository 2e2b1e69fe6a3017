// Changes as RSS, Atom or JSON Feed. Everything that comes from pages is escaped where readers show HTML.
import { Feed } from 'feed';
import { byStrength } from '../../domain/change/words/block-order.ts';
import { type Together, togetherSummary } from '../../domain/change/words/fold-together.ts';
import { isFrameOnly, togetherKey } from '../../domain/page/told-together.ts';
import { escapedFeedText, plainFeedText } from '../../domain/system/access/feed-text.ts';
import { summaryLine, summaryText } from '../../domain/page/model-summary/model-summary.ts';
import type { InboxChange } from '../../domain/page/inbox.ts';
import type { FeedFormat } from '../schemas/change/feed.ts';

export interface FeedSource {
  readonly format: FeedFormat;
  /** Where the dashboard is, without a path. */
  readonly origin: string;
  /** The address of the feed itself, with its filters and without its token. */
  readonly self: string;
  readonly title: string;
  /** What a run tells together is one entry. */
  readonly rows: readonly Together<FeedChange>[];
  readonly names: ReadonlyMap<string, string>;
}

export const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};

export function writeFeed(source: FeedSource): string {
  const { format, origin, self, title, rows, names } = source;
  // JSON Feed has plain titles and summaries; readers of the other two take them for HTML.
  const escape = format === 'json' ? plainFeedText : escapedFeedText;
  const feed = new Feed({
    id: self,
    title: escape(title),
    description: 'Changes that Webloom found.',
    // Atom asks for one (RFC 4287, 4.1.1).
    author: { name: 'Webloom' },
    link: `${origin}/changes`,
    generator: 'Webloom',
    // The same changes give the same bytes, so that a reader's validator fits.
    updated: rows[0]?.change.at ?? new Date(0),
  });
  for (const row of rows) {
    // The first that the run found: it stays, whatever is found later.
    const change = row.same.at(-1) ?? row.change;
    const name = names.get(change.jobId) ?? '';
    const summary = togetherSummary(row);
    const id = entryId(change);
    feed.addItem({
      id,
      guid: id,
      title: escape(`${name}: ${summary}`),
      link: `${origin}/changes/${encodeURIComponent(change._id)}`,
      date: change.at,
      published: change.at,
      description: escape(summary),
      content: contentOf(row, change, summary),
      category: [
        { name: change.kind, term: change.kind },
        { name: change.severity, term: change.severity },
      ],
    });
  }
  return format === 'rss' ? feed.rss2() : format === 'atom' ? feed.atom1() : feed.json1();
}

/** A change with what tells which others belong to it. */
export interface FeedChange extends Omit<InboxChange, 'siteWide'> {
  readonly siteWide: string | null;
  readonly frameOnly: boolean;
  readonly blocks: InboxChange['detail']['blocks'];
}

export function toFeedChange(change: InboxChange): FeedChange {
  const { detail } = change;
  const blocks = byStrength(detail.blocks);
  return { ...change, siteWide: togetherKey(change), frameOnly: isFrameOnly(change), blocks };
}

/** The same in every format and for ever; Atom wants an IRI. */
function entryId({ _id, runId, siteWide }: FeedChange): string {
  return siteWide === null
    ? `urn:webloom:change:${_id}`
    : `urn:webloom:run:${encodeURIComponent(runId)}/${encodeURIComponent(siteWide)}`;
}

const SHOWN_BLOCKS = 20;
const SHOWN_PAGES = 10;
const SHOWN_CHARS = 500;

function contentOf({ same }: Together<FeedChange>, change: FeedChange, summary: string): string {
  const { reason, url, title, blocks } = change;
  const said = summaryText(change.modelSummary);
  const sentence = said === undefined ? '' : `<p>${escapedFeedText(summaryLine(said))}</p>`;
  const rows = blocks.slice(0, SHOWN_BLOCKS).map(({ op, before, after, under }) => {
    const place = under === undefined ? '' : ` (${short(under)})`;
    const sides = [before === undefined ? '' : `<del>${short(before)}</del>`];
    if (op !== 'moved') sides.push(after === undefined ? '' : `<ins>${short(after)}</ins>`);
    return `<li>${escapedFeedText(op)}${place}: ${sides.filter((side) => side !== '').join(' → ')}</li>`;
  });
  const list = rows.length === 0 ? '' : `<ul>${rows.join('')}</ul>`;
  const page = escapedFeedText(title === '' ? url : title);
  const also = same.slice(0, SHOWN_PAGES).map((other) => `<li>${escapedFeedText(other.url)}</li>`);
  const more = same.length > SHOWN_PAGES ? `<li>and ${same.length - SHOWN_PAGES} more</li>` : '';
  const others = also.length === 0 ? '' : `<p>Also on:</p><ul>${also.join('')}${more}</ul>`;
  return `${sentence}<p>${escapedFeedText(summary)}</p><p>${escapedFeedText(reason)}</p>${list}<p><a href="${escapedFeedText(url)}">${page}</a></p>${others}`;
}

function short(text: string): string {
  return escapedFeedText(text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text);
}
