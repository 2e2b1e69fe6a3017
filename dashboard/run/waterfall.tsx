// The chunks of a run by stage: what was worked on when, what waited, what is open. Rows out of view are not
// drawn.
import { type ReactNode, useState } from 'react';
import type { ChunkView } from '../../api/schemas/run/run-work.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatDuration } from '../ui/appearance/format.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/moment.tsx';
import { type Bar, type Span, barsOf, inOrder, spanOf } from './timeline.ts';

const LOOKS: Readonly<Record<Bar['kind'], { readonly word: string; readonly colour: string }>> = {
  wait: { word: 'waits', colour: 'var(--line-strong)' },
  scrape: { word: 'fetch', colour: 'var(--lg-flight)' },
  parse: { word: 'read', colour: 'var(--st-scheduled)' },
  classify: { word: 'classify', colour: 'var(--st-completed)' },
  'detect-change': { word: 'compare', colour: 'var(--accent)' },
  'track-price': { word: 'price', colour: 'var(--st-stopping)' },
  store: { word: 'store', colour: 'var(--st-running)' },
};

/** Rows shown at first, and added by each press. */
const STEP = 12;

export function Waterfall({ chunks }: { readonly chunks: readonly ChunkView[] }): ReactNode {
  const now = useNow();
  const [most, setMost] = useState(STEP);
  const rows = inOrder(chunks).slice(0, most);
  const span = spanOf(rows, now);
  return (
    <>
      <Legend />
      <ul>
        {rows.map((chunk) => (
          <li key={chunk.chunkNo} className="h-8.5 [contain-intrinsic-height:34px] [content-visibility:auto]">
            <ChunkRow chunk={chunk} span={span} now={now} />
          </li>
        ))}
      </ul>
      <p className="mt-1.5 flex justify-between pl-28 text-xs text-ink-3 phone:pl-56">
        <span>0</span>
        <span>{formatDuration(span.to - span.from)}</span>
      </p>
      {most >= chunks.length ? null : (
        <p className="mt-1 text-center">
          <Button kind="quiet" onClick={() => setMost(most + STEP)}>
            Earlier chunks
          </Button>
        </p>
      )}
    </>
  );
}

function Legend(): ReactNode {
  return (
    <p className="mb-2 flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-ink-2">
      {Object.entries(LOOKS).map(([kind, { word, colour }]) => (
        <span key={kind} className="inline-flex items-center gap-1.5">
          <i
            className={kind === 'wait' ? 'inline-block h-0.5 w-3' : 'inline-block size-[9px] rounded-[2px]'}
            style={{ background: colour }}
          />
          {word}
        </span>
      ))}
    </p>
  );
}

interface ChunkRowProps {
  readonly chunk: ChunkView;
  readonly span: Span;
  readonly now: number;
}

function ChunkRow({ chunk, span, now }: ChunkRowProps): ReactNode {
  const bars = barsOf(chunk, span, now);
  return (
    <div className="flex h-full items-center gap-3" title={wordsOf(chunk, bars)}>
      <div className="w-25 flex-none truncate text-s phone:w-53">
        <b className="font-[560]">#{chunk.chunkNo}</b>{' '}
        <span className="text-ink-2">
          {chunk.working === null ? counted(chunk.visits, 'page') : `${chunk.answered}/${chunk.visits}`}
        </span>
        <span className="hidden text-ink-3 phone:inline"> {hostWords(chunk)}</span>
      </div>
      <div role="img" aria-label={wordsOf(chunk, bars)} className="relative h-4 min-w-0 flex-1">
        {bars.map((bar) => (
          <BarMark key={`${bar.kind} ${bar.from}`} bar={bar} />
        ))}
      </div>
    </div>
  );
}

function BarMark({ bar }: { readonly bar: Bar }): ReactNode {
  const { kind, from, to, open } = bar;
  const isWait = kind === 'wait';
  return (
    <i
      className={`absolute block ${isWait ? 'top-[7px] h-0.5' : 'top-0.5 h-3 rounded-[2px]'} ${open ? 'pulse' : ''}`}
      style={{
        left: `${from * 100}%`,
        width: `max(${isWait ? 0 : 2}px, ${(to - from) * 100}%)`,
        background: LOOKS[kind].colour,
      }}
    />
  );
}

function hostWords({ hosts, hostCount }: ChunkView): string {
  const [first] = hosts;
  if (first === undefined) return '';
  return hostCount === 1 ? first : `${first} +${hostCount - 1}`;
}

function wordsOf({ chunkNo, visits, working, deferred }: ChunkView, bars: readonly Bar[]): string {
  const parts = bars.map(
    ({ kind, ms, attempts }) =>
      `${LOOKS[kind].word} ${formatDuration(ms)}${attempts > 1 ? ` (attempt ${attempts})` : ''}`,
  );
  const now = working === null ? '' : `, now: ${LOOKS[working.stage].word}`;
  const later = deferred === 0 ? '' : `, ${deferred} put off`;
  return `Chunk ${chunkNo}, ${counted(visits, 'page')}${now}${later}: ${parts.join(', ')}`;
}
