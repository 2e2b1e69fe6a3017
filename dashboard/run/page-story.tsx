// One page of a run beside the list: why it ended as it did, its looks with request and answer, and where its
// changes and versions are.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { PageStory } from '../../api/schemas/run/run.ts';
import { segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatBytes, formatDuration } from '../ui/appearance/format.ts';
import { useCommands } from '../api/registry.ts';
import { IconButton } from '../ui/button.tsx';
import { NoAnswer } from '../ui/empty-state.tsx';
import { FactList } from '../ui/facts.tsx';
import { Icon } from '../ui/icon.tsx';
import { FullMoment } from '../ui/moment.tsx';
import { WholePicture } from '../ui/picture/whole-picture.tsx';
import { Severity } from '../ui/state-badge.tsx';

interface StoryPanelProps {
  readonly runId: string;
  readonly urlKey: string;
  readonly close: () => void;
}

export function StoryPanel({ runId, urlKey, close }: StoryPanelProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const story = useAsk(
    ['run', runId, 'pages', 'story', urlKey],
    `/v1/runs/${segment(runId)}/pages/${segment(urlKey)}`,
  );
  useCommands([{ keys: 'Escape', label: 'Close the page beside', group: 'Run', run: close }]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [urlKey]);
  return (
    <aside
      aria-label="Why this page ended so"
      className="fixed inset-0 z-40 overflow-y-auto border-l border-line-strong bg-sheet p-5 shadow-card phone:left-auto phone:w-[440px]"
    >
      <div className="flex items-start gap-3">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 text-l font-semibold outline-none">
          Why this page ended so
        </h2>
        <IconButton label="Close" onClick={close} className="-mt-1">
          <Icon name="close" />
        </IconButton>
      </div>
      {story.data === undefined ? <NoAnswer of={story} rows={6} /> : <Story story={story.data} />}
    </aside>
  );
}

function Story({ story }: { readonly story: PageStory }): ReactNode {
  const page = pageIdOf(story.links['page']);
  return (
    <>
      <p className="mt-1 text-s break-all text-ink-2" dir="auto">
        {story.url}
      </p>
      <ol className="mt-4 grid gap-2">
        {story.story.map((line, index) => (
          <li key={line} dir="auto" className={index === 0 ? 'font-[560]' : 'text-ink-2'}>
            {line}
          </li>
        ))}
      </ol>
      {story.picture === null ? null : <FailurePicture story={story} size={story.picture} />}
      {story.changes.length === 0 ? null : (
        <ul className="mt-4 grid gap-1.5 border-t border-line pt-3">
          {story.changes.map(({ changeId, summary, severity }) => (
            <li key={changeId}>
              <Severity severity={severity} />{' '}
              <Link
                to="/changes/$changeId"
                params={{ changeId }}
                className="text-accent hover:underline"
                dir="auto"
              >
                {summary}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {story.visits.map((visit) => (
        <Visit key={`${visit.chunkNo} ${visit.visit}`} visit={visit} />
      ))}
      <p className="mt-5 flex flex-wrap gap-4 border-t border-line pt-3">
        {page === null ? null : (
          <Link to="/pages/$pageId" params={{ pageId: page }} className="py-0.5 text-accent hover:underline">
            Its versions and changes
          </Link>
        )}
        <a
          href={story.url}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="inline-flex items-center gap-1.5 py-0.5 text-accent hover:underline"
        >
          Open the page <Icon name="external" size={12} />
        </a>
      </p>
    </>
  );
}

interface FailurePictureProps {
  readonly story: Pick<PageStory, 'runId' | 'urlKey'>;
  readonly size: NonNullable<PageStory['picture']>;
}

function FailurePicture({ story: { runId, urlKey }, size }: FailurePictureProps): ReactNode {
  return (
    <figure className="mt-4">
      <figcaption className="mb-1.5 text-s font-[560] text-ink-2">
        On the screen when the step failed
      </figcaption>
      <WholePicture
        src={`/v1/runs/${segment(runId)}/pages/${segment(urlKey)}/picture`}
        alt="The page when the step failed"
        size={size}
      />
    </figure>
  );
}

/** The id in `/v1/pages/<id>`; null where the address never became a page. */
function pageIdOf(link: string | undefined): string | null {
  const id = link?.split('/').at(-1);
  return id === undefined ? null : decodeURIComponent(id);
}

function Visit({ visit }: { readonly visit: PageStory['visits'][number] }): ReactNode {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Outcome', `${visit.outcome}${visit.reason === null ? '' : ` (${visit.reason})`}`],
    ['Answer', visit.status === null ? 'none' : `HTTP ${visit.status}`],
    [
      'Requests',
      visit.attempts === 0
        ? visit.requests
        : `${visit.requests}, ${counted(visit.attempts, 'attempt')} failed`,
    ],
    ['Took', visit.elapsedMs === 0 ? 'nothing was fetched' : formatDuration(visit.elapsedMs)],
    ['Waited', `${formatDuration(visit.waitMs)} for the host's pace`],
    ['Size', formatBytes(visit.wireBytes)],
    ['Kind', visit.pageType ?? 'not judged'],
    ['Fetched', visit.fetchedAt === null ? 'not' : <FullMoment key="at" at={visit.fetchedAt} />],
  ];
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="mb-1.5 text-s font-[560] text-ink-2">
        Look {visit.visit}, in chunk {visit.chunkNo}
      </h3>
      <FactList facts={facts} />
    </section>
  );
}
