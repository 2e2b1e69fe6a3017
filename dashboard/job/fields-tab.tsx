// The fields of a job: on how many pages each is found, how, and the pages on which it is not.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { FieldHitsView, ValueView } from '../../api/schemas/job-detail/field.ts';
import { sourceWords } from '../../domain/reading/page/value-source.ts';
import { segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { useList } from '../api/use-list.ts';
import { useSearchText, withSearch } from '../api/search-text.ts';
import { counted } from '../../domain/system/counted.ts';
import { CutText } from '../ui/cut-text.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState, NoAnswer } from '../ui/empty-state.tsx';
import { ListFrame } from '../ui/list/list-frame.tsx';
import { TableHead } from '../ui/list/table-head.tsx';
import { ScrollBox } from '../ui/list/scroll-box.tsx';
import { HitRate } from './hit-rate.tsx';

export function FieldsTab({ job: { jobId } }: { readonly job: JobView }): ReactNode {
  const search = useSearchText();
  const missing = search['missing'] ?? '';
  const hits = useAsk(['job', jobId, 'fields'], `/v1/jobs/${segment(jobId)}/fields`);
  if (hits.data === undefined) return <NoAnswer of={hits} />;
  if (hits.data.items.length === 0)
    return (
      <EmptyState
        title="No fields"
        action={
          <ButtonLink
            to="/jobs/$jobId/$tab"
            params={{ jobId, tab: 'settings' }}
            search={{ as: 'json' }}
            kind="primary"
          >
            Add fields to the settings
          </ButtonLink>
        }
      >
        A field takes one value from each page: a price, a title, a name. Texts are watched without any.
      </EmptyState>
    );
  return (
    <div className="grid gap-4">
      <div className="grid gap-3 desk:grid-cols-2">
        {hits.data.items.map((field) => (
          <FieldCard key={field.name} field={field} search={withSearch(search, { missing: field.name })} />
        ))}
      </div>
      {hits.data.truncated ? (
        <p className="text-s text-ink-2">The first {counted(hits.data.pages, 'page')} were read.</p>
      ) : null}
      <Values jobId={jobId} names={hits.data.items.map(({ name }) => name)} missing={missing} />
    </div>
  );
}

function FieldCard({
  field,
  search,
}: {
  readonly field: FieldHitsView['items'][number];
  readonly search: Readonly<Record<string, string>>;
}): ReactNode {
  const { name, required, wanted, locators, absent, missing, healed, sources, samples } = field;
  return (
    <Card title={<span dir="auto">{name}</span>} aside={<HitRate field={field} />}>
      <p className="text-s text-ink-2">
        {required ? 'Required. ' : ''}
        {wanted ? '' : 'Not asked for any more. '}
        {Object.keys(sources).length === 0
          ? ''
          : `Found by ${Object.keys(sources).map(sourceWords).join(', ')}. `}
        {healed === 0 ? '' : `On ${counted(healed, 'page')} another selector took over. `}
        {absent === 0 ? null : (
          <Link to="." search={search} className="text-accent underline">
            {missing > 0 ? 'Missing' : 'Absent'} on {counted(absent, 'page')}
          </Link>
        )}
      </p>
      {locators.length === 0 ? null : (
        <p className="mt-1 font-mono text-s text-ink-3">
          <CutText text={locators.join('  ')} />
        </p>
      )}
      <p className="mt-1 text-s">
        <CutText text={samples.length === 0 ? 'No value yet' : samples.join(' · ')} />
      </p>
    </Card>
  );
}

function Values({
  jobId,
  names,
  missing,
}: {
  readonly jobId: string;
  readonly names: readonly string[];
  readonly missing: string;
}): ReactNode {
  const search = useSearchText();
  const path = `/v1/jobs/${segment(jobId)}/values` as const;
  const values = useList(['job', jobId, 'values'], path, { missing });
  return (
    <Card
      title={missing === '' ? 'Values' : `Pages without ${missing}`}
      flush
      aside={
        <span className="flex gap-4">
          {missing === '' ? null : (
            <Link to="." search={withSearch(search, { missing: '' })} className="text-accent">
              Show all
            </Link>
          )}
          <a
            href={`/v1/exports/values.csv?jobId=${segment(jobId)}`}
            download
            className="text-accent hover:underline"
          >
            CSV
          </a>
        </span>
      }
    >
      <ListFrame
        list={values}
        empty={<EmptyState title={missing === '' ? 'No page was read yet' : `Every page has ${missing}`} />}
      >
        {(items) => <ValueTable names={names} pages={items} />}
      </ListFrame>
    </Card>
  );
}

function ValueTable({
  names,
  pages,
}: {
  readonly names: readonly string[];
  readonly pages: readonly ValueView[];
}): ReactNode {
  return (
    <ScrollBox label="Values by page">
      <table className="table">
        <TableHead heads={['Page', ...names]} />
        <tbody>
          {pages.map((page) => (
            <tr key={page.pageId}>
              <td className="max-w-[32ch] min-w-40">
                <Link
                  to="/pages/$pageId"
                  params={{ pageId: page.pageId }}
                  className="block hover:text-accent"
                >
                  <CutText text={page.title === '' ? page.url : page.title} />
                </Link>
              </td>
              {names.map((name) => (
                <td key={name} className="max-w-[24ch] truncate" dir="auto" title={page.fields[name] ?? ''}>
                  {page.fields[name] ?? (
                    <span className={page.missing.includes(name) ? 'text-failed' : 'text-ink-3'}>
                      {page.missing.includes(name) ? 'missing' : '–'}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
