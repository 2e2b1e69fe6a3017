// Changes as RSS, Atom or JSON Feed. Everything that comes from pages is escaped where readers show HTML.
import { Feed } from 'feed';
import { escapedFeedText, plainFeedText } from '../../domain/system/access/feed-text.ts';
import type { InboxChange } from '../../domain/page/inbox.ts';
import type { FeedFormat } from '../schemas/change/feed.ts';

export interface FeedSource {
  readonly format: FeedFormat;
  /** Where the dashboard is, without a path. */
  readonly origin: string;
  /** The address of the feed itself, with its filters and without its token. */
  readonly self: string;
  readonly title: string;
  readonly changes: readonly InboxChange[];
  readonly names: ReadonlyMap<string, string>;
}

export const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};

export function writeFeed(source: FeedSource): string {
  const { format, origin, self, title, changes, names } = source;
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
    updated: changes[0]?.at ?? new Date(0),
  });
  for (const change of changes) {
    const name = names.get(change.jobId) ?? '';
    // The same in every format and for ever; Atom wants an IRI.
    const id = `urn:webloom:change:${change._id}`;
    feed.addItem({
      id,
      guid: id,
      title: escape(`${name}: ${change.summary}`),
      link: `${origin}/changes/${encodeURIComponent(change._id)}`,
      date: change.at,
      published: change.at,
      description: escape(change.summary),
      content: contentOf(change),
      category: [
        { name: change.kind, term: change.kind },
        { name: change.severity, term: change.severity },
      ],
    });
  }
  return format === 'rss' ? feed.rss2() : format === 'atom' ? feed.atom1() : feed.json1();
}

const SHOWN_BLOCKS = 20;
const SHOWN_CHARS = 500;

function contentOf({ summary, reason, url, title, detail }: InboxChange): string {
  const rows = detail.blocks.slice(0, SHOWN_BLOCKS).map(({ op, before, after, under }) => {
    const place = under === undefined ? '' : ` (${short(under)})`;
    const sides = [before === undefined ? '' : `<del>${short(before)}</del>`];
    if (op !== 'moved') sides.push(after === undefined ? '' : `<ins>${short(after)}</ins>`);
    return `<li>${escapedFeedText(op)}${place}: ${sides.filter((side) => side !== '').join(' → ')}</li>`;
  });
  const list = rows.length === 0 ? '' : `<ul>${rows.join('')}</ul>`;
  const page = escapedFeedText(title === '' ? url : title);
  return `<p>${escapedFeedText(summary)}</p><p>${escapedFeedText(reason)}</p>${list}<p><a href="${escapedFeedText(url)}">${page}</a></p>`;
}

function short(text: string): string {
  return escapedFeedText(text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text);
}
