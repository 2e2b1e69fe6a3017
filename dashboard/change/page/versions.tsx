// The stored versions of a page, newest first, with a pin for those that have to stay; those that were rolled back say so, the
// others can be.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { SnapshotView } from '../../../api/schemas/page.ts';
import { ask, segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { TOOL_NAMES } from '../../../domain/page/known-text/known-text.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatBytes } from '../../ui/appearance/format.ts';
import { MendDialog } from '../../verb/mend/mend-dialog.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { FullMoment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';

export function Versions({ pageId, jobId }: { readonly pageId: string; readonly jobId: string }): ReactNode {
  const path = `/v1/jobs/${segment(jobId)}/snapshots` as const;
  const versions = useList(['page', pageId, 'versions'], path, { pageId, limit: 10 });
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Card
      title="Stored versions"
      flush
      aside={versions.items === null ? undefined : counted(versions.items.length, 'version')}
    >
      <ListFrame list={versions} empty={<EmptyState title="No version is stored" />}>
        {(items) => (
          <ul>
            {items.map((version) => (
              <Version
                key={version.snapshotId}
                version={version}
                rollBack={() => setAsked(version.snapshotId)}
              />
            ))}
          </ul>
        )}
      </ListFrame>
      {asked === null ? null : (
        <MendDialog
          title="Take back this version and all later ones?"
          subject={{ kind: 'page', pageId, version: asked }}
          close={() => setAsked(null)}
        />
      )}
    </Card>
  );
}

interface VersionProps {
  readonly version: SnapshotView;
  readonly rollBack: () => void;
}

function Version({ version, rollBack }: VersionProps): ReactNode {
  const { at, bodyBytes, runId, from, rolledBack, unreadable, links } = version;
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line px-4 py-2">
      <span className="min-w-0 flex-1">
        <FullMoment at={at} />
        {from === null ? null : <span className="text-s text-ink-2"> · known to {TOOL_NAMES[from]}</span>}
        {rolledBack === null ? null : (
          <span className="text-s text-stopping"> · rolled back by {rolledBack.by}</span>
        )}
      </span>
      <Operators>
        {rolledBack === null ? (
          <button type="button" className="text-s text-accent hover:underline" onClick={rollBack}>
            roll back…
          </button>
        ) : null}
      </Operators>
      {unreadable === null ? null : <span className="text-s text-failed">unreadable: {unreadable}</span>}
      <span className="text-s text-ink-3">{formatBytes(bodyBytes)}</span>
      <a href={links['text']} target="_blank" rel="noreferrer" className="text-s text-accent hover:underline">
        text
      </a>
      {links['picture'] === undefined ? null : (
        <a
          href={links['picture']}
          target="_blank"
          rel="noreferrer"
          className="text-s text-accent hover:underline"
        >
          picture
        </a>
      )}
      {links['served'] === undefined ? null : (
        <a href={links['served']} className="text-s text-accent hover:underline">
          as sent
        </a>
      )}
      {from === null ? (
        <Link to="/runs/$runId" params={{ runId }} className="text-s text-accent hover:underline">
          run
        </Link>
      ) : null}
      <Operators>
        <Pin version={version} />
      </Operators>
    </li>
  );
}

function Pin({ version: { snapshotId, pageId, pinned } }: { readonly version: SnapshotView }): ReactNode {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      ask(`/v1/snapshots/${segment(snapshotId)}/pin`, {
        method: pinned === null ? 'POST' : 'DELETE',
      }),
    onSuccess: ({ pinned: now }) =>
      tell(now === null ? 'A clean-up may thin this version again.' : 'This version is kept.'),
    onError: (error) => tell(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: ['page', pageId, 'versions'] }),
  });
  const meaning = pinned === null ? 'Keep this version whatever its age' : `Pinned by ${pinned.by}`;
  return (
    <Button
      kind="quiet"
      aria-pressed={pinned !== null}
      title={meaning}
      disabled={change.isPending}
      onClick={() => change.mutate()}
    >
      {pinned === null ? 'Pin' : 'Unpin'}
    </Button>
  );
}
