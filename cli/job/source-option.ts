// The source that options and addresses ask for.
import { WebloomError } from '../../domain/system/errors.ts';

export interface SourceOptions {
  readonly urls?: string;
  readonly site?: boolean;
  readonly sitemap?: boolean;
  readonly listing?: boolean;
  readonly feedEntries?: boolean;
}

type Source = Readonly<Record<string, unknown>>;

/** The member of each kind of source that has its addresses. */
const ADDRESSES: Readonly<Record<string, string>> = {
  pages: 'urls',
  site: 'start',
  listing: 'start',
  sitemap: 'sitemaps',
  feed: 'feeds',
};

function addressesOf(source: Source): readonly string[] {
  const value = source[ADDRESSES[String(source['kind'])] ?? ''];
  return Array.isArray(value) ? value.map(String) : [];
}

/** Undefined: nothing is asked. Another kind takes over the addresses, if no others are given. */
export function toSource(
  urls: readonly string[],
  options: SourceOptions,
  present: Source,
): Source | undefined {
  const kind = kindOf(options);
  if (urls.length === 0 && kind === undefined) return undefined;
  const before = present['kind'];
  const wanted = kind ?? (typeof before === 'string' ? before : 'pages');
  const addresses = urls.length > 0 ? urls : addressesOf(present);
  return { kind: wanted, [ADDRESSES[wanted] ?? 'urls']: [...addresses] };
}

function kindOf({ site, sitemap, listing, feedEntries }: SourceOptions): string | undefined {
  const chosen = [
    ...(site === true ? ['site'] : []),
    ...(sitemap === true ? ['sitemap'] : []),
    ...(listing === true ? ['listing'] : []),
    ...(feedEntries === true ? ['feed'] : []),
  ];
  if (chosen.length > 1)
    throw new WebloomError('validation', 'Choose one of --site, --sitemap, --listing and --feed-entries.');
  return chosen[0];
}
