// What happens now, event by event, in words. It begins when the screen is opened; what was before is in the lists.
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';
import { describeEvent } from '../../../domain/system/event/event-words.ts';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { formatTimeOfDay } from '../../ui/appearance/format.ts';
import { useEvents } from '../../api/live/live.tsx';
import { Card } from '../../ui/card.tsx';
import { Button } from '../../ui/button.tsx';

const SHOWN = 12;
/** Told every second; the runs show it. */
const QUIET: readonly string[] = ['run.progress'];

export function Activity(): ReactNode {
  const [events, setEvents] = useState<readonly EventMessage[]>([]);
  const [held, setHeld] = useState<readonly EventMessage[] | null>(null);
  useEvents((event) => {
    if (!QUIET.includes(event.type))
      setEvents((before) =>
        before.some(({ id }) => id === event.id) ? before : [event, ...before].slice(0, SHOWN),
      );
  });
  const shown = held ?? events;
  return (
    <Card
      title="Happening now"
      aside={
        <Button
          kind="quiet"
          aria-pressed={held !== null}
          onClick={() => setHeld(held === null ? events : null)}
        >
          {held === null ? 'Hold' : 'Go on'}
        </Button>
      }
    >
      {shown.length === 0 ? (
        <p className="py-1 text-ink-2">Nothing since this screen was opened. Runs and changes appear here.</p>
      ) : (
        <ol aria-label="Events, the latest first">
          {shown.map((event) => (
            <Row key={event.id} event={event} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function Row({ event }: { readonly event: EventMessage }): ReactNode {
  const appearance = useAppearance();
  const words = describeEvent(event);
  return (
    <li className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-2 border-t border-line py-2 text-s first:border-t-0">
      <time dateTime={event.at} className="font-mono text-ink-3">
        {formatTimeOfDay(Date.parse(event.at), appearance)}
      </time>
      <Link {...placeOf(event)} dir="auto" className="wrap-anywhere hover:text-accent hover:underline">
        {words.charAt(0).toUpperCase()}
        {words.slice(1)}
      </Link>
    </li>
  );
}

function placeOf({ type, jobId, runId, data }: EventMessage): Pick<LinkProps, 'to' | 'params'> {
  const changeId =
    typeof data === 'object' && data !== null && 'changeId' in data ? String(data.changeId) : null;
  if (changeId !== null) return { to: '/changes/$changeId', params: { changeId } };
  if (type.startsWith('run.') && runId !== undefined) return { to: '/runs/$runId', params: { runId } };
  if (jobId !== undefined && !type.startsWith('job.remov')) return { to: '/jobs/$jobId', params: { jobId } };
  return { to: '/' };
}
