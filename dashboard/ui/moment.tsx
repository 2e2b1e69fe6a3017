// Times: relative, with the absolute time and its zone on hover and for readers. They tick by the server's
// clock, all with one timer.
import { type ReactNode, useSyncExternalStore } from 'react';
import { useAppearance } from './appearance/appearance.ts';
import { formatAge, formatDuration, formatMoment, formatSoon } from './appearance/format.ts';
import { serverNow } from '../api/server-clock.ts';
import { MINUTE_MS } from '../../domain/system/duration.ts';

const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | null = null;

function tick(): void {
  now = serverNow();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    now = serverNow();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The server's time, once a second; epoch ms. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** `5 min ago`; `at` is ISO 8601. */
export function Moment({ at }: { readonly at: string }): ReactNode {
  const appearance = useAppearance();
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={formatMoment(time, appearance)} className="whitespace-nowrap">
      {formatAge(time, useNow())}
    </time>
  );
}

/** `26 Nov 2026, 14:05:09 CET`. */
export function FullMoment({ at }: { readonly at: string }): ReactNode {
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {formatMoment(Date.parse(at), useAppearance())}
    </time>
  );
}

/** Time left until `at`, ticking; `now` when it is past. */
export function Countdown({ at }: { readonly at: string }): ReactNode {
  const appearance = useAppearance();
  const time = Date.parse(at);
  const left = time - useNow();
  return (
    <time dateTime={at} title={formatMoment(time, appearance)} className="whitespace-nowrap">
      {left <= 0 ? 'now' : `in ${formatDuration(Math.ceil(left / TICK_MS) * TICK_MS)}`}
    </time>
  );
}

/** `in 42 min`, without seconds; `now` when it is past. */
export function Until({ at }: { readonly at: string }): ReactNode {
  const appearance = useAppearance();
  const [time, now] = [Date.parse(at), useNow()];
  return (
    <time dateTime={at} title={formatMoment(time, appearance)} className="whitespace-nowrap">
      {time <= now ? 'now' : time - now < MINUTE_MS ? 'in less than a minute' : formatAge(time, now)}
    </time>
  );
}

/** `15:05`, with its day where that is not today. */
export function SoonMoment({ at }: { readonly at: string }): ReactNode {
  const appearance = useAppearance();
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={formatMoment(time, appearance)} className="whitespace-nowrap">
      {formatSoon(time, useNow(), appearance)}
    </time>
  );
}
