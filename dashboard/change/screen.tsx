// One change: what happened in words, what differs, how Webloom knows, and what to do with it.
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import type { DiffView as Diff } from '../../api/schemas/change/diff.ts';
import { shortHeadline } from '../../domain/change/headline.ts';
import { presentSearch } from './change-list/inbox-filter.ts';
import { useMark } from './change-list/use-mark.ts';
import { useCommands } from '../api/registry.ts';
import { Button, ButtonLink, buttonClass } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Severity } from '../ui/state-badge.tsx';
import { LinkTabs } from '../ui/tabs.tsx';
import { AsSeen } from './as-seen.tsx';
import { AsSent, hasSent } from './as-sent.tsx';
import { ChangeNotes } from './change-notes.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import { FieldTable } from './field-table.tsx';
import { IgnorePanel } from './ignore-panel.tsx';
import { hasPictures, Pictures } from './pictures.tsx';
import { PriceCard } from './price-card.tsx';
import { useSelectedText } from './selected-text.ts';
import { useChange, useDiff, useVersions } from './use-change.ts';
import { VersionPager } from './version-pager.tsx';

const DiffView = lazy(async () => ({ default: (await import('./diff-view.tsx')).DiffView }));

export function Screen(): ReactNode {
  const { changeId = '' } = useParams({ strict: false });
  const change = useChange(changeId);
  if (change.isPending) return <Loading rows={8} label="Loading the change" />;
  if (change.isError)
    return (
      <>
        <PageHead title="This change can not be shown" tab="Change" />
        <ProblemNote error={change.error} retry={() => void change.refetch()} />
        <p className="mt-4">
          <ButtonLink to="/changes">All changes</ButtonLink>
        </p>
      </>
    );
  return <ChangeScreen key={changeId} change={change.data} />;
}

function ChangeScreen({ change }: { readonly change: ChangeView }): ReactNode {
  const search = presentSearch(useSearch({ strict: false }));
  const versions = useVersions(change.pageId);
  const diff = useDiff(change.changeId, search['order'] === 'page' ? 'page' : 'strength');
  const first = diff.data?.pages[0];
  return (
    <>
      <PageHead
        title={shortHeadline(change).text}
        isShort
        crumbs={[
          { name: 'Changes', to: '/changes' },
          { name: change.jobName, to: `/jobs/${change.jobId}` },
        ]}
        sub={<ChangePlace change={change} />}
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <ChangeActions change={change} />
        <div className="ml-auto">
          <VersionPager versions={versions.data?.items ?? []} changeId={change.changeId} search={search} />
        </div>
      </div>
      <ChangeNotes change={change} diff={first} />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1fr)_24rem]">
        <Card className="min-w-0">
          <Differences change={change} diff={diff} />
        </Card>
        <div className="grid gap-4">
          <EvidenceCard change={change} diff={first} />
          <PriceCard pageId={change.pageId} />
        </div>
      </div>
    </>
  );
}

function ChangePlace({ change }: { readonly change: ChangeView }): ReactNode {
  const { title, url, severity } = change;
  const { text, rest } = shortHeadline(change);
  // A headline that says all is cut on a phone alone.
  const isSaid = rest?.replace(/\.$/, '') === text;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <Severity severity={severity} />
      {rest === null ? null : (
        <bdi className={`[overflow-wrap:anywhere] ${isSaid ? 'phone:hidden' : ''}`}>{rest}</bdi>
      )}
      <bdi className="text-ink-3 [overflow-wrap:anywhere]">{title === '' ? url : title}</bdi>
    </span>
  );
}

function ChangeActions({ change }: { readonly change: ChangeView }): ReactNode {
  const mark = useMark();
  const selected = useSelectedText();
  const [unwanted, setUnwanted] = useState<{ text?: string; path?: string } | null>(null);
  const markAs = (inbox: ChangeView['inbox']): void => mark.these([change], inbox);
  const openIgnore = (): void => setUnwanted(selected === null ? {} : { ...selected });
  useCommands([
    { keys: 'e', label: 'Mark as seen', group: 'Change', run: () => markAs('seen'), changes: true },
    { keys: 'u', label: 'Mark as unread', group: 'Change', run: () => markAs('unread'), changes: true },
    { keys: 'i', label: 'Ignore this kind of change', group: 'Change', run: openIgnore, changes: true },
  ]);
  return (
    <>
      <Operators>
        {change.inbox === 'unread' ? (
          <Button kind="primary" onClick={() => markAs('seen')}>
            Seen
          </Button>
        ) : (
          <Button onClick={() => markAs('unread')}>Mark as unread</Button>
        )}
        {change.picture === null ? (
          // A click would take the selection away before it is read.
          <Button onMouseDown={(event) => event.preventDefault()} onClick={openIgnore}>
            {selected === null ? 'Ignore this kind' : 'Ignore the selected text'}
          </Button>
        ) : (
          <ButtonLink to="/jobs/$jobId/$tab" params={{ jobId: change.jobId, tab: 'rules' }}>
            Leave places out
          </ButtonLink>
        )}
      </Operators>
      <a href={change.url} target="_blank" rel="noopener noreferrer" className={buttonClass('quiet')}>
        Open page <Icon name="external" size={13} />
      </a>
      <ButtonLink kind="quiet" to="/pages/$pageId" params={{ pageId: change.pageId }}>
        Its history
      </ButtonLink>
      {unwanted === null ? null : (
        <IgnorePanel changeId={change.changeId} unwanted={unwanted} close={() => setUnwanted(null)} />
      )}
    </>
  );
}

const VIEWS = ['words', 'lines', 'fields', 'side', 'seen', 'pictures', 'sent'] as const;
const VIEW_WORDS = {
  words: 'Words',
  lines: 'Lines',
  fields: 'Fields',
  side: 'Side by side',
  seen: 'As seen',
  pictures: 'Pictures',
  sent: 'As sent',
} as const;

interface DifferencesProps {
  readonly change: ChangeView;
  readonly diff: ReturnType<typeof useDiff>;
}

function usualView({ picture }: ChangeView, diff: Diff | undefined): (typeof VIEWS)[number] {
  if (picture !== null) return 'pictures';
  // Where only a field moved, its table says more than lines that are the same.
  const isFieldOnly = diff !== undefined && diff.totals.hunks === 0 && diff.totals.fields > 0;
  return isFieldOnly ? 'fields' : 'words';
}

function viewsOf(diff: Diff): (typeof VIEWS)[number][] {
  return VIEWS.filter(
    (one) => (one !== 'pictures' || hasPictures(diff)) && (one !== 'sent' || hasSent(diff)),
  );
}

function Differences({ change, diff }: DifferencesProps): ReactNode {
  const search = presentSearch(useSearch({ strict: false }));
  const pages = diff.data?.pages ?? [];
  const [first] = pages;
  const view = VIEWS.find((one) => one === search['view']) ?? usualView(change, first);
  if (diff.isPending) return <Loading rows={6} label="Comparing the versions" />;
  if (diff.isError) return <ProblemNote error={diff.error} retry={() => void diff.refetch()} />;
  if (first === undefined) return null;
  return (
    <>
      <LinkTabs
        label="Ways to see the difference"
        tabs={viewsOf(first).map((one) => ({
          name: VIEW_WORDS[one],
          current: one === view,
          count: one === 'fields' && first.totals.fields > 0 ? first.totals.fields : undefined,
          to: '/changes/$changeId',
          params: { changeId: change.changeId },
          search: { ...search, view: one },
        }))}
      />
      {view === 'fields' ? (
        <FieldTable fields={first.fields} />
      ) : view === 'seen' ? (
        <AsSeen diff={first} changeId={change.changeId} />
      ) : view === 'sent' ? (
        <AsSent diff={first} changeId={change.changeId} />
      ) : view === 'pictures' ? (
        <Pictures diff={first} judged={change.picture} />
      ) : (
        <>
          {first.totals.hunks > 1 || search['order'] === 'page' ? (
            <OrderLinks changeId={change.changeId} search={search} />
          ) : null}
          <DifferingLines pages={pages} form={view} diff={diff} />
        </>
      )}
    </>
  );
}

/** The hunks as the headline speaks of them, or as they stand on the page. */
function OrderLinks({
  changeId,
  search,
}: {
  readonly changeId: string;
  readonly search: Readonly<Record<string, string>>;
}): ReactNode {
  const { order: chosen, ...rest } = search;
  const isPage = chosen === 'page';
  const link = (name: string, current: boolean, to: Readonly<Record<string, string>>): ReactNode => (
    <Link
      to="/changes/$changeId"
      params={{ changeId }}
      search={to}
      replace
      aria-current={current ? 'true' : undefined}
      className={`py-0.5 ${current ? 'font-[560] text-ink' : 'text-accent hover:underline'}`}
    >
      {name}
    </Link>
  );
  return (
    <nav aria-label="Order of the differences" className="mb-2 flex flex-wrap gap-x-4 text-s text-ink-3">
      {link('Strongest first', !isPage, rest)}
      {link('As on the page', isPage, { ...rest, order: 'page' })}
    </nav>
  );
}

interface DifferingLinesProps extends Pick<DifferencesProps, 'diff'> {
  readonly pages: readonly Diff[];
  readonly form: Exclude<(typeof VIEWS)[number], 'fields' | 'seen' | 'pictures' | 'sent'>;
}

function DifferingLines({ pages, form, diff }: DifferingLinesProps): ReactNode {
  const more = (): void => void diff.fetchNextPage();
  return (
    <Suspense fallback={<Loading rows={6} label="Loading the difference" />}>
      {pages[0]?.hunks.length === 0 ? (
        <p className="text-ink-2">The lines are the same in both versions.</p>
      ) : null}
      <DiffView pages={pages} form={form} more={diff.hasNextPage && !diff.isFetchingNextPage ? more : null} />
      {diff.hasNextPage ? (
        <div className="mt-3">
          <Button onClick={more}>More lines</Button>
        </div>
      ) : null}
    </Suspense>
  );
}
