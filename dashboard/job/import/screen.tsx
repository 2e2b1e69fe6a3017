// Import: files of other tools become jobs. They are read first, what becomes of each entry is shown, then the jobs are made.
import type { ReactNode } from 'react';
import { counted } from '../../../domain/system/counted.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { LookOnly, Operators } from '../../ui/field/operators.tsx';
import { CheckField } from '../../ui/field/plain-fields.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FileDrop } from './file-drop.tsx';
import { Report } from './report.tsx';
import { type Import, textsToTake, toMake, useImport } from './use-import.ts';

const CRUMBS = [{ name: 'Jobs', to: '/jobs' }];
const SUB =
  'Job lists of urlwatch and webchanges, backups of changedetection.io, exports of Distill and Wachete, OPML, bookmarks, sitemaps, tables (CSV, XLSX) and lists of addresses. What a file is, its content tells.';

export function Screen(): ReactNode {
  const instead = (
    <>
      <PageHead title="Import" crumbs={CRUMBS} />
      <LookOnly />
    </>
  );
  return (
    <Operators instead={instead}>
      <ImportFile />
    </Operators>
  );
}

function ImportFile(): ReactNode {
  const work = useImport();
  const { name, tried, made } = work;
  return (
    <>
      <PageHead
        title={headline(work)}
        tab="Import"
        sub={name === null ? SUB : undefined}
        crumbs={CRUMBS}
        actions={name === null ? undefined : <Button onClick={work.clear}>Another file</Button>}
      />
      <div className="grid gap-4 pb-12">
        {name === null ? <FileDrop choose={work.choose} /> : null}
        <div aria-live="polite" className="grid gap-4 empty:hidden">
          {work.failed.map(({ name: failed, error }) => (
            <section key={failed} aria-label={failed} className="grid gap-1">
              {failed === name ? null : <p className="font-[560] wrap-anywhere">{failed}</p>}
              <ProblemNote error={error} />
            </section>
          ))}
          {made === null ? <NextMove work={work} /> : <Made work={work} />}
        </div>
        {tried === null ? null : <Report report={made ?? tried} isMade={made !== null} />}
        {work.isReading ? (
          <Card>
            <Loading rows={6} label="Reading the file" />
          </Card>
        ) : null}
      </div>
    </>
  );
}

function headline({ name, tried, made }: Import): string {
  if (name === null) return 'Bring your jobs along';
  if (tried === null) return name;
  const count = toMake(tried).length;
  if (made !== null) return 'Imported';
  return count === 0 ? 'Nothing to import' : `${counted(count, 'job')} to import`;
}

function NextMove({ work }: { readonly work: Import }): ReactNode {
  const { tried, isMaking, left } = work;
  if (tried === null) return null;
  const count = toMake(tried).length;
  const known = tried.entries.filter((entry) => entry.known).length;
  if (count === 0)
    return (
      <Note title="There is no job to make.">
        {known === 0
          ? 'The reasons stand below.'
          : `${counted(known, 'job')} of this file ${known === 1 ? 'is' : 'are'} there already.`}
      </Note>
    );
  const there =
    known === 0
      ? ''
      : ` ${counted(known, 'entry', 'entries')} ${known === 1 ? 'is' : 'are'} a job already and ${known === 1 ? 'stays' : 'stay'} as it is.`;
  return (
    <Note
      tone="var(--accent)"
      title={`The jobs begin paused, tagged “${tried.tag}”.`}
      action={
        <Button kind="primary" disabled={isMaking} onClick={work.make}>
          {isMaking
            ? left === null
              ? 'Importing …'
              : `${counted(left, 'job')} to come …`
            : `Import ${counted(count, 'job')}`}
        </Button>
      }
    >
      {`Look at them, then let them run.${there}`}
      {tried.channels.length === 0
        ? null
        : ` ${counted(tried.channels.length, 'channel')} will be made: ${tried.channels.join(', ')}.`}
      <KnownTexts work={work} count={textsToTake(tried)} />
    </Note>
  );
}

function KnownTexts({ work, count }: { readonly work: Import; readonly count: number }): ReactNode {
  if (count === 0) return null;
  return (
    <div className="mt-2">
      <CheckField
        label={`Take over what the other tool knew of ${counted(count, 'page')}, as ${count === 1 ? 'its' : 'their'} first version`}
        value={work.takesTexts}
        change={work.takeTexts}
      />
    </div>
  );
}

function Made({ work: { made, count } }: { readonly work: Import }): ReactNode {
  if (made === null) return null;
  const q = `tag:${made.tag.includes(' ') ? `"${made.tag}"` : made.tag}`;
  return (
    <Note
      tone="var(--st-completed)"
      title={`${counted(count, 'job')} made, paused, tagged “${made.tag}”.`}
      action={
        <ButtonLink kind="primary" to="/jobs" search={{ q }}>
          Show them
        </ButtonLink>
      }
    >
      Choose all of them in the list to let them run.
    </Note>
  );
}
