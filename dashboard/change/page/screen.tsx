// One page as its job knows it: what it is, its price and fields, its changes and versions, its links.
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PageView } from '../../../api/schemas/page.ts';
import { sourceWords } from '../../../domain/reading/page/value-source.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useList } from '../../api/use-list.ts';
import { formatCount, formatMoney } from '../../ui/appearance/format.ts';
import { useJob } from '../../api/use-job.ts';
import { ChangeLines } from '../../ui/change-line.tsx';
import { stockWord } from '../../ui/stock-words.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { EmptyState, NoAnswer } from '../../ui/empty-state.tsx';
import { FactList } from '../../ui/facts.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { WholePicture } from '../../ui/picture/whole-picture.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { BodyAndFrame } from './body-and-frame.tsx';
import { LastLook } from './last-look.tsx';
import { PageLinks } from './page-links.tsx';
import { SentAndMade } from './sent-and-made.tsx';
import { Versions } from './versions.tsx';

export function Screen(): ReactNode {
  const { pageId = '' } = useParams({ strict: false });
  const page = useAsk(['page', pageId], `/v1/pages/${segment(pageId)}`);
  if (page.data === undefined)
    return (
      <>
        <PageHead title="Page" crumbs={[{ name: 'Jobs', to: '/jobs' }]} />
        <NoAnswer of={page} />
      </>
    );
  return <Page page={page.data} />;
}

function Page({ page }: { readonly page: PageView }): ReactNode {
  const { jobId, pageId, url, title } = page;
  const job = useJob(jobId);
  return (
    <>
      <PageHead
        title={headline(page)}
        tab={title === '' ? url : title}
        crumbs={[
          { name: 'Jobs', to: '/jobs' },
          { name: job.data?.name ?? 'Job', to: `/jobs/${jobId}` },
          { name: 'Pages', to: `/jobs/${jobId}/pages` },
        ]}
        sub={
          <>
            <span dir="auto">{title}</span>{' '}
            <a
              href={url}
              rel="noreferrer noopener"
              target="_blank"
              className="break-all text-accent underline"
            >
              {url}
            </a>
          </>
        }
        actions={
          page.price === null ? undefined : (
            <ButtonLink to="/prices/$pageId" params={{ pageId }}>
              Its price over time
            </ButtonLink>
          )
        }
      />
      <Trouble page={page} />
      <div className="grid gap-4 desk:grid-cols-2">
        <PageFacts page={page} />
        {page.fields.length === 0 ? null : <Fields page={page} />}
        <LastLook runId={job.data?.metrics.lastRunId ?? null} urlKey={page.urlKey} />
        <Changes pageId={pageId} jobId={jobId} />
        {page.picture === null ? null : <LatestPicture pageId={pageId} picture={page.picture} />}
        {job.data === undefined ? null : <BodyAndFrame pageId={pageId} job={job.data} />}
        <SentAndMade pageId={pageId} jobId={jobId} />
        <Versions pageId={pageId} jobId={jobId} />
        <PageLinks pageId={pageId} />
      </div>
    </>
  );
}

function headline({ state, pageType, price, lastChangedAt }: PageView): string {
  if (state === 'removed') return 'This page is gone';
  if (state === 'retired') return 'This page is not watched any more';
  const kind = pageType === null ? 'A page' : pageType === 'other' ? 'A page' : `A ${pageType} page`;
  if (price !== null) return `${kind} that asks ${formatMoney(price)}`;
  return lastChangedAt === null ? `${kind} that has not changed yet` : `${kind} that changes`;
}

function Trouble({
  page: { missingFields, removedAt, pendingChange },
}: {
  readonly page: PageView;
}): ReactNode {
  return (
    <div className="mb-4 grid gap-3 empty:hidden">
      {removedAt === null ? null : (
        <Note tone="var(--st-failed)" title="It was found gone.">
          <Moment at={removedAt} />. It is looked at again in each run; when it comes back, that is told.
        </Note>
      )}
      {missingFields.length === 0 ? null : (
        <Note tone="var(--st-failed)" title={`Required and not found: ${missingFields.join(', ')}.`}>
          The page may be built anew: look at the selectors of these fields.
        </Note>
      )}
      {pendingChange === null ? null : (
        <Note
          title="A change waits for its second look."
          action={
            <ButtonLink to="/changes/$changeId" params={{ changeId: pendingChange }}>
              Show it
            </ButtonLink>
          }
        >
          It is told when that look sees the same.
        </Note>
      )}
    </div>
  );
}

function PageFacts({ page }: { readonly page: PageView }): ReactNode {
  const facts: [string, ReactNode][] = [
    ['Type', `${page.pageType ?? 'not judged'}${page.subtype === null ? '' : ` (${page.subtype})`}`],
    ['Language', page.lang === '' ? 'not named' : page.lang],
    ['Text', `${formatCount(page.textLength)} characters`],
    ['Looked at', <Moment key="last" at={page.lastCheckedAt} />],
    ['Looks', formatCount(page.checks)],
    ['First seen', <FullMoment key="first" at={page.firstSeenAt} />],
    ['Changed', page.lastChangedAt === null ? 'never' : <Moment key="changed" at={page.lastChangedAt} />],
    ...(page.price === null
      ? []
      : ([['Stock', stockWord(page.price.availability)]] as [string, ReactNode][])),
    ...(page.lowest === null ? [] : ([['Lowest price', formatMoney(page.lowest)]] as [string, ReactNode][])),
    ...(page.finalUrl === null || page.finalUrl === page.url
      ? []
      : ([['Leads to', page.finalUrl]] as [string, ReactNode][])),
    ['Links away from the start', page.depth === null ? '–' : String(page.depth)],
  ];
  return (
    <Card title="What it is">
      <FactList facts={facts} />
    </Card>
  );
}

function Fields({ page: { fields } }: { readonly page: PageView }): ReactNode {
  return (
    <Card title="Fields">
      <dl className="grid gap-2">
        {fields.map(({ name, value, source, locator, healed, missing }) => (
          <div key={name}>
            <dt className="text-s text-ink-3">
              {name}
              {healed ? ' · another selector took over' : ''}
            </dt>
            <dd dir="auto">
              {value ?? (
                <span className={missing ? 'text-failed' : 'text-ink-3'}>
                  {missing ? 'missing' : 'no value'}
                </span>
              )}
              {value === null ? null : (
                <span className="block truncate text-xs text-ink-3" title={locator}>
                  from {sourceWords(source)} <span className="font-mono">{locator}</span>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function LatestPicture({
  pageId,
  picture,
}: {
  readonly pageId: string;
  readonly picture: NonNullable<PageView['picture']>;
}): ReactNode {
  return (
    <Card title="What it looks like" aside={<Moment at={picture.at} />}>
      <WholePicture
        src={`/v1/pages/${segment(pageId)}/picture?at=${segment(picture.at)}`}
        alt="The page as it looked last"
        size={picture}
      />
    </Card>
  );
}

interface OfPage {
  readonly pageId: string;
  readonly jobId: string;
}

function Changes({ pageId, jobId }: OfPage): ReactNode {
  const changes = useList(['changes', { pageId }], `/v1/jobs/${segment(jobId)}/changes`, {
    pageId,
    limit: 10,
  });
  return (
    <Card title="Changes" flush>
      <ListFrame list={changes} empty={<EmptyState title="No change yet" />}>
        {(items) => <ChangeLines changes={items} />}
      </ListFrame>
    </Card>
  );
}
