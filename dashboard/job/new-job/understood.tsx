// What Webloom understood of the page: what it is, what it asks, what is on it, and how the host wants to be asked.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { PreviewPageView } from '../../../api/schemas/preview/preview-page.ts';
import { DOCUMENT_WORDS } from '../../../domain/reading/page/document-word.ts';
import { sourceWords } from '../../../domain/reading/page/value-source.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatBytes, formatDuration, formatMoney } from '../../ui/appearance/format.ts';
import { stockWord } from '../../ui/stock-words.ts';
import { Card } from '../../ui/card.tsx';

type Page = NonNullable<PreviewView['page']>;

export function Understood({
  preview,
  page,
}: {
  readonly preview: PreviewView;
  readonly page: Page;
}): ReactNode {
  return (
    <Card
      title="What Webloom understood"
      aside={preview.fetched === null ? undefined : fetchedWords(preview.fetched)}
    >
      <dl className="grid gap-x-6 gap-y-3 desk:grid-cols-2">
        <Fact name="It is">
          <b className="font-[560]">{kindWords(page)}</b>
          {isWebPage(page) ? (
            <span className="text-ink-2">
              {' '}
              {Math.round(page.confidence * 100)} % sure: {page.reasons.slice(0, 3).join(', ')}
            </span>
          ) : null}
        </Fact>
        <Fact name="Title">
          <span dir="auto">{page.title === '' ? 'none' : page.title}</span>
          {page.lang === '' ? null : <span className="text-ink-3"> · {page.lang}</span>}
        </Fact>
        {page.price === null ? null : <PriceFact price={page.price} />}
        <Fact name="Text">
          {counted(page.text.lineCount, 'line')} would be compared
          {page.noise.length === 0 ? null : (
            <span className="text-ink-2">
              ; {counted(page.noise.length, 'of them is', 'of them are')} known to change by{' '}
              {page.noise.length === 1 ? 'itself' : 'themselves'} and kept quiet
            </span>
          )}
        </Fact>
        <Fact name="Links">
          {counted(page.links.total, 'link')}
          {page.links.items === 0 ? null : `, ${page.links.items} of them items of a list`}
          {page.links.paging === 0 ? null : `, ${page.links.paging} to further pages`}
        </Fact>
        <DeclaredFact page={page} />
        <HostFact preview={preview} />
      </dl>
      <Evidence page={page} />
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-s text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** Of files, feeds and data it is known what they are. */
function isWebPage({ document, declared }: Page): boolean {
  return document === null && (declared?.format ?? 'html') === 'html';
}

function kindWords({ type, subtype, document, declared }: Page): string {
  if (document !== null) return DOCUMENT_WORDS[document];
  const format = declared?.format ?? 'html';
  if (format === 'feed') return 'a feed';
  if (format === 'sitemap') return 'a sitemap';
  if (format !== 'html') return format === 'text' ? 'plain text' : format.toUpperCase();
  const words = { product: 'a product page', listing: 'a list', article: 'an article', other: 'a page' }[
    type
  ];
  return subtype === null ? words : `${words} (${subtype})`;
}

function PriceFact({ price }: { readonly price: NonNullable<Page['price']> }): ReactNode {
  return (
    <Fact name="Price and stock">
      {price.price === null ? (
        <span>no price</span>
      ) : (
        <b className="font-[560]">{formatMoney(price.price)}</b>
      )}
      {price.listPrice === null ? null : <s className="ml-1.5 text-ink-3">{formatMoney(price.listPrice)}</s>}
      {price.variants === null ? null : <span className="ml-1.5 text-ink-2">({price.variants.words})</span>}
      <span className="ml-1.5">{stockWord(price.availability)}</span>
      {price.source === null ? null : (
        <span className="text-ink-2">
          {' '}
          — from {price.agreed.map(sourceWords).join(' and ')}
          {price.disagreed.length === 0
            ? ''
            : `; ${price.disagreed.map(sourceWords).join(' and ')} says otherwise`}
        </span>
      )}
    </Fact>
  );
}

function DeclaredFact({ page }: { readonly page: Page }): ReactNode {
  const markup = page.declared?.markup ?? [];
  const feeds = page.declared?.feeds ?? [];
  const sitemaps = page.declared?.sitemaps ?? [];
  if (markup.length + feeds.length + sitemaps.length === 0) return null;
  return (
    <Fact name="It declares">
      {[
        ...markup.slice(0, 6).map(({ type, count }) => (count === 1 ? type : `${count} × ${type}`)),
        ...(feeds.length === 0 ? [] : [counted(feeds.length, 'feed')]),
        ...(sitemaps.length === 0 ? [] : [counted(sitemaps.length, 'sitemap')]),
      ].join(', ')}
    </Fact>
  );
}

function HostFact({ preview: { robots, pace } }: { readonly preview: PreviewView }): ReactNode {
  if (robots === null) return null;
  const says =
    robots.status === 'none'
      ? 'there is no robots.txt'
      : robots.status === 'unread'
        ? 'robots.txt was not read'
        : robots.rule === null
          ? 'robots.txt allows it'
          : `robots.txt ${robots.allowed ? 'allows' : 'forbids'} it (${robots.rule})`;
  return (
    <Fact name="The host">
      {says}
      {pace === null ? null : <span className="text-ink-2">; {pace.words}</span>}
    </Fact>
  );
}

function Evidence({ page }: { readonly page: Page }): ReactNode {
  return (
    <details className="mt-4 border-t border-line pt-3">
      <summary className="cursor-pointer text-s text-ink-2">Behind it: text, noise, links, amounts</summary>
      <div className="mt-3 grid gap-5 desk:grid-cols-2">
        <Lines
          title="Text that would be compared"
          lines={page.text.lines.slice(0, 40)}
          places={page.text.places}
        />
        <div className="grid content-start gap-5">
          <Lines
            title="Known to change by itself"
            lines={page.noise.map(({ text, rule }) => `${text}  (${rule})`)}
          />
          <Lines
            title="Amounts that were considered"
            lines={(page.price?.candidates ?? []).map(
              ({ raw, role, source }) => `${raw}  (${role}, ${source})`,
            )}
          />
          <Lines
            title="Links"
            lines={page.links.first.map(({ text, url, kind }) => `${text === '' ? url : text}  (${kind})`)}
          />
        </div>
      </div>
    </details>
  );
}

const MAX_LINES = 14;

export function Lines({
  title,
  lines,
  places = [],
}: {
  readonly title: string;
  readonly lines: readonly string[];
  /** Where each line stands; what is no body says so. */
  readonly places?: PreviewPageView['text']['places'];
}): ReactNode {
  if (lines.length === 0) return null;
  const more = lines.length - MAX_LINES;
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-s text-ink-3">{title}</h3>
      <ol className="rounded-m bg-sunk px-3 py-2 font-mono text-s" aria-label={title}>
        {lines.slice(0, MAX_LINES).map((line, at) => (
          // The order is the page's own, and lines may repeat.
          <li key={`${at} ${line}`} dir="auto" className="break-words">
            {line}
            {(places[at] ?? 'body') === 'body' ? null : <span className="text-ink-2"> ({places[at]})</span>}
          </li>
        ))}
      </ol>
      {more > 0 ? <p className="mt-1 text-s text-ink-3">and {counted(more, 'more line')}</p> : null}
    </div>
  );
}

function fetchedWords({
  status,
  bytes,
  elapsedMs,
  finalUrl,
  rendered,
}: NonNullable<PreviewView['fetched']>): ReactNode {
  return (
    <span title={finalUrl}>
      {status}, {formatBytes(bytes)}
      {rendered === true ? '; built by JavaScript: rendered in ' : ' in '}
      {formatDuration(elapsedMs)}
    </span>
  );
}
