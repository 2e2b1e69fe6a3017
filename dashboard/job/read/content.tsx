// The content of a page in the form that was asked for. All of it is foreign text.
import type { ReactNode } from 'react';
import type { ScrapedPageView } from '../../../api/schemas/preview/scrape.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import type { ReadPage } from './use-read.ts';

const MAX_ROWS = 200;
const MAX_LINKS = 500;
const MAX_CHARS = 200_000;

export function Content({ page, as }: ReadPage): ReactNode {
  switch (as) {
    case 'links':
      return <Links links={page.links ?? []} />;
    case 'tables':
      return <Tables tables={page.tables ?? []} />;
    case 'product':
      return <Product page={page} />;
    case 'article':
      return <Article page={page} />;
    case 'picture':
      return <Picture page={page} />;
    default:
      return <Text text={page[as] ?? ''} />;
  }
}

function Text({ text }: { readonly text: string }): ReactNode {
  if (text === '') return <Nothing>There is no text in its content.</Nothing>;
  return (
    <>
      <textarea
        readOnly
        dir="auto"
        aria-label="Content of the page"
        value={text.slice(0, MAX_CHARS)}
        rows={24}
        className="w-full rounded-m bg-sunk p-3 font-mono text-s"
      />
      {text.length > MAX_CHARS ? <Cut /> : null}
    </>
  );
}

function Links({ links }: { readonly links: NonNullable<ScrapedPageView['links']> }): ReactNode {
  if (links.length === 0) return <Nothing>There is no link in its content.</Nothing>;
  return (
    <>
      <ul className="grid gap-1.5">
        {links.slice(0, MAX_LINKS).map(({ url, text }) => (
          <li key={url} className="min-w-0 wrap-anywhere">
            <span dir="auto">{text}</span> <span className="text-s text-ink-3">{url}</span>
          </li>
        ))}
      </ul>
      {links.length > MAX_LINKS ? <Cut /> : null}
    </>
  );
}

type Table = NonNullable<ScrapedPageView['tables']>[number];

function Tables({ tables }: { readonly tables: readonly Table[] }): ReactNode {
  if (tables.length === 0) return <Nothing>There is no table in its content.</Nothing>;
  return (
    <div className="grid gap-5">
      {tables.map((table, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- tables of a page have nothing but their order
        <TableOf key={index} table={table} />
      ))}
    </div>
  );
}

function TableOf({ table: { caption, header, rows } }: { readonly table: Table }): ReactNode {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-s">
        {caption === '' ? null : (
          <caption dir="auto" className="pb-1 text-left font-semibold">
            {caption}
          </caption>
        )}
        {header.length === 0 ? null : (
          <thead>
            <tr>
              {header.map((name, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- columns have nothing but their order
                <th key={at} dir="auto" className="border-b border-line-strong py-1 pr-4 text-left">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row, line) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have nothing but their order
            <tr key={line}>
              {row.map((cell, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- cells have nothing but their order
                <td key={at} dir="auto" className="border-b border-line py-1 pr-4 align-top">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MAX_ROWS ? <Cut /> : null}
    </div>
  );
}

function Product({ page: { product, price } }: { readonly page: ScrapedPageView }): ReactNode {
  const amount = price?.price;
  const facts = [
    ['Name', product?.name],
    ['Brand', product?.brand],
    ['Number of the shop', product?.sku],
    ['EAN, UPC or ISBN', product?.gtin],
    ['Price', amount === null || amount === undefined ? null : `${amount.amount} ${amount.currency}`],
    ['Stock', price?.availability],
  ] as const;
  return <Known facts={facts} none="No product was found on it." />;
}

function Article({ page: { article } }: { readonly page: ScrapedPageView }): ReactNode {
  const facts = [
    ['Headline', article?.title],
    ['Author', article?.author],
    ['Published', article?.published],
  ] as const;
  return <Known facts={facts} none="No article was found on it." />;
}

function Known({
  facts,
  none,
}: {
  readonly facts: readonly (readonly [string, string | null | undefined])[];
  readonly none: string;
}): ReactNode {
  const known = facts.filter(([, value]) => value !== null && value !== undefined);
  if (known.length === 0) return <Nothing>{none}</Nothing>;
  return (
    <Facts>
      {known.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </Facts>
  );
}

function Picture({ page: { picture, pictureFault } }: { readonly page: ScrapedPageView }): ReactNode {
  if (picture === null || picture === undefined)
    return (
      <Nothing>{`No picture was taken${pictureFault === undefined ? '' : `: ${pictureFault}`}.`}</Nothing>
    );
  const { url, width, height } = picture;
  return (
    <img
      src={url}
      width={width}
      height={height}
      alt="The page as a browser shows it"
      className="h-auto w-full rounded-m border border-line"
    />
  );
}

function Nothing({ children }: { readonly children: string }): ReactNode {
  return <p className="text-ink-2">{children}</p>;
}

function Cut(): ReactNode {
  return <p className="pt-2 text-s text-ink-3">There is more: copy it, or ask by the command below.</p>;
}
