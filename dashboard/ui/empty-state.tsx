// The states of a screen that has nothing to show: nothing yet, nothing matches, loading, failed.
import { type ReactNode, useEffect, useState } from 'react';
import { problemWords } from '../api/problem-words.ts';
import { Button } from './button.tsx';
import { Note } from './card.tsx';

/** Nothing yet, or nothing matches: what it means, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="mx-auto max-w-[52ch] px-4 py-12 text-center">
      <p className="text-l font-semibold">{title}</p>
      {children === undefined ? null : <div className="mt-1.5 text-ink-2">{children}</div>}
      {action === undefined ? null : <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

interface LoadingProps {
  readonly rows?: number;
  readonly label?: string;
}

/** Lines in place of what is being read; shown only if it takes a moment. */
export function Loading({ rows = 5, label = 'Loading' }: LoadingProps): ReactNode {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label} className="grid gap-3 p-4">
      {slow
        ? Array.from({ length: rows }, (_, row) => (
            <div
              key={row}
              className="pulse h-4 rounded-s bg-sunk"
              style={{ width: `${92 - ((row * 17) % 45)}%` }}
            />
          ))
        : null}
    </div>
  );
}

interface ProblemNoteProps {
  readonly error: unknown;
  readonly retry?: () => void;
  /** Members whose faults stand at their fields. */
  readonly placed?: readonly string[];
}

/** What failed, why, and what to do; the reason is the API's. */
export function ProblemNote({ error, retry, placed = [] }: ProblemNoteProps): ReactNode {
  const { title, lines, requestId } = problemWords(error, placed);
  return (
    <div role="alert">
      <Note
        tone="var(--st-failed)"
        title={`${title}.`}
        action={retry === undefined ? undefined : <Button onClick={retry}>Try again</Button>}
      >
        {lines.map((line) => (
          <span key={line} className="block" dir="auto">
            {line}
          </span>
        ))}
        {requestId === null ? null : <span className="text-ink-2"> (request {requestId})</span>}
      </Note>
    </div>
  );
}

interface NoAnswerProps extends LoadingProps {
  readonly of: { readonly error: unknown; readonly refetch: () => unknown };
}

/** In place of an answer that is not there: lines while it is read, then why it could not be. */
export function NoAnswer({ of, ...loading }: NoAnswerProps): ReactNode {
  return of.error === null ? (
    <Loading {...loading} />
  ) : (
    <ProblemNote error={of.error} retry={() => void of.refetch()} />
  );
}
