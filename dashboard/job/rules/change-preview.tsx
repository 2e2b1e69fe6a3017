// What the edited rules would have told of the stored versions: how often, and which changes they would have silenced.
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChangePreviewView } from '../../../api/schemas/change/change-rule.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { ask, segment } from '../../api/ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { restWords } from '../../ui/appearance/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';

type Changes = JobConfig['changes'];

interface ChangePreviewProps {
  readonly jobId: string;
  readonly before: Changes;
  readonly after: Changes;
}

const TRIED = [
  'ignoreText',
  'triggerText',
  'blockWhilePresent',
  'minSeverity',
  'noise',
  'frame',
  'only',
  'newLinesOnly',
  'comparedVersions',
  'confirm',
] as const satisfies readonly (keyof Changes)[];
const SHOWN = 20;

export function ChangePreview({ jobId, before, after }: ChangePreviewProps): ReactNode {
  const changes = Object.fromEntries(
    TRIED.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map((name) => [
      name,
      after[name],
    ]),
  );
  const preview = useMutation({
    mutationFn: () =>
      ask(`/v1/jobs/${segment(jobId)}/change-rules/preview`, {
        method: 'POST',
        body: { changes },
      }),
  });
  return (
    <Card
      title="Tried on what is stored"
      aside={
        <Button onClick={() => preview.mutate()} disabled={preview.isPending}>
          Try the rules
        </Button>
      }
    >
      {preview.isPending ? (
        <Loading rows={3} label="Reading the stored versions" />
      ) : preview.error !== null ? (
        <ProblemNote error={preview.error} />
      ) : preview.data === undefined ? (
        <p className="text-ink-2">
          Shows which of the changes that were told would have been silent, before anything is saved.
        </p>
      ) : (
        <Outcome preview={preview.data} />
      )}
    </Card>
  );
}

function Outcome({ preview }: { readonly preview: ChangePreviewView }): ReactNode {
  const told = preview.items.flatMap(({ pageId, url, told: versions }) =>
    versions.map((version) => ({ ...version, pageId, url })),
  );
  const unread = told.filter(({ step }) => step === undefined);
  const silenced = told.filter(({ fires, step }) => !fires && step !== undefined);
  const left = told.filter(({ fires }) => fires);
  return (
    <div role="status">
      <p>
        <b className="font-[560]">{preview.summary}</b>{' '}
        <span className="text-ink-2">
          {counted(preview.pages, 'page')}, {counted(preview.versions, 'version')}
          {preview.truncated ? ', not all of them' : ''}.
        </span>
      </p>
      <ToldList title={`${counted(silenced.length, 'change')} silenced`} told={silenced} />
      <ToldList title={`${counted(left.length, 'change')} told`} told={left} />
      <ToldList title={`${counted(unread.length, 'version')} not read`} told={unread} />
    </div>
  );
}

interface Told {
  readonly at: string;
  readonly snapshotId: string;
  readonly reason: string;
  readonly pageId: string;
  readonly url: string;
}

function ToldList({ title, told }: { readonly title: string; readonly told: readonly Told[] }): ReactNode {
  if (told.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 mb-1 text-s font-[560]">{title}</h3>
      <ul className="grid gap-1.5 text-s">
        {told.slice(0, SHOWN).map(({ snapshotId, at, reason, pageId, url }) => (
          <li key={snapshotId} className="grid">
            <span dir="auto">{reason}</span>
            <span className="[overflow-wrap:anywhere] text-ink-3">
              <Moment at={at} />,{' '}
              <Link to="/pages/$pageId" params={{ pageId }} className="hover:text-accent">
                {url}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      {told.length > SHOWN ? <p className="mt-1 text-s text-ink-3">{restWords(SHOWN, told.length)}</p> : null}
    </>
  );
}
