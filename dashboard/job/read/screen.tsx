// One page now, without a job: its content as Markdown, text, links, tables, what it sells, or its picture.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Search, asSearch } from '../../api/search.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { LookOnly, Operators } from '../../ui/field/operators.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Content } from './content.tsx';
import { ReadFormCard, isAtAddress } from './form.tsx';
import { READ_FORMS, type ReadForm, type ReadPage, useRead } from './use-read.ts';

const BY_HAND = 'Choose the text above and copy it there.';
const CRUMBS = [{ name: 'Jobs', to: '/jobs' }];
const SUB =
  'Fetched, or opened in a browser where it needs one, under the guards and paces of every job. Nothing is stored.';

export function Screen(): ReactNode {
  const head = <PageHead title="Read a page now" tab="Read a page" sub={SUB} crumbs={CRUMBS} />;
  const instead = (
    <>
      {head}
      <LookOnly />
    </>
  );
  return (
    <Operators instead={instead}>
      {head}
      <ReadNow />
    </Operators>
  );
}

function ReadNow(): ReactNode {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [address, setAddress] = useState(search['url'] ?? '');
  const [whole, setWhole] = useState(search['whole'] === 'true');
  const as = formOf(search['as']);
  const read = useRead();
  const show = (form: ReadForm): string => {
    const url = address.trim();
    const wanted = { url, as: form, whole: whole ? 'true' : '' };
    void navigate({ to: '/jobs/read', search: asSearch(wanted), replace: true });
    return url;
  };
  const begin = (form: ReadForm): void => {
    const url = show(form);
    if (url !== '') read.mutate({ url, as: form, whole });
  };
  return (
    <div className="grid gap-4 pb-12">
      <ReadFormCard
        {...{ address, setAddress, whole, setWhole, as }}
        isReading={read.isPending}
        isRead={read.data !== undefined}
        error={read.error}
        choose={(form) => (read.data === undefined ? show(form) : begin(form))}
        send={() => begin(as)}
      />
      <div aria-live="polite" className="grid gap-4 empty:hidden">
        {read.isPending ? (
          <Card>
            <Loading rows={6} label="Reading the page" />
          </Card>
        ) : null}
        {read.error === null || isAtAddress(read.error) ? null : <ProblemNote error={read.error} />}
        {read.isPending || read.data === undefined ? null : <Result read={read.data} whole={whole} />}
      </div>
    </div>
  );
}

function formOf(text: string | undefined): ReadForm {
  return READ_FORMS.find(([form]) => form === text)?.[0] ?? 'markdown';
}

function Result({ read, whole }: { readonly read: ReadPage; readonly whole: boolean }): ReactNode {
  const { page, as } = read;
  const { problem, fetched, page: about, url } = page;
  return (
    <>
      {problem === null ? null : <Note title={problem.what}>{problem.remedy}</Note>}
      {about === null ? null : (
        <Card
          title={<span dir="auto">{about.title === '' ? url : about.title}</span>}
          aside={fetched === null ? undefined : factsOf(fetched)}
        >
          <Content page={page} as={as} />
          {page.cut ? (
            <p className="pt-2 text-s text-ink-3">The page is longer: this is its beginning.</p>
          ) : null}
          <div className="flex flex-wrap gap-2 pt-4">
            <ButtonLink kind="primary" to="/jobs/new" search={{ url }}>
              Watch it
            </ButtonLink>
            {as === 'picture' ? null : <CopyButton byHand={BY_HAND} words="Copy" text={() => copied(read)} />}
            <CopyButton byHand={BY_HAND} words="Copy as CLI command" text={() => commandOf(read, whole)} />
          </div>
        </Card>
      )}
    </>
  );
}

type Fetched = NonNullable<ReadPage['page']['fetched']>;

function factsOf({ status, elapsedMs, rendered }: Fetched): string {
  const time = `${(elapsedMs / 1_000).toFixed(1)} s`;
  return `${status}, in ${time}${rendered === true ? ', by a browser' : ''}`;
}

/** What is no text is copied as JSON. */
function copied({ page, as }: ReadPage): string {
  const { price, product } = page;
  if (as === 'product') return JSON.stringify({ product, price }, null, 2);
  const content = as === 'picture' ? '' : (page[as] ?? '');
  return typeof content === 'string' ? content : JSON.stringify(content, null, 2);
}

function commandOf({ page: { url }, as }: ReadPage, whole: boolean): string {
  const form = as === 'picture' ? '--picture page.png' : `--as ${as}`;
  return `webloom scrape '${url.replaceAll("'", '%27')}' ${form}${whole ? ' --whole' : ''}`;
}
