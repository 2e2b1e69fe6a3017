// The day as lanes: all runs on top, then a lane for each host; the fuller an hour, the darker. Each cell says its number.
import type { ReactNode } from 'react';
import { CutText } from '../../ui/cut-text.tsx';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';
import type { ScheduleDayView } from '../../../api/schemas/schedule-day.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount, formatDuration } from '../../ui/appearance/format.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HOUR_MS } from '../../../domain/system/duration.ts';

type Lane = ScheduleDayView['lanes'][number];

const SHOWN_LANES = 30;

export function HourLanes({ day }: { readonly day: ScheduleDayView }): ReactNode {
  const { hours, lanes, lanesLeft } = day;
  const most = Math.max(1, ...lanes.flatMap((lane) => lane.hours));
  const mostOfAll = Math.max(1, ...hours.map(({ due }) => due));
  const left = lanesLeft + Math.max(0, lanes.length - SHOWN_LANES);
  return (
    <Card flush>
      <ScrollBox label="Runs due by hour and host" className="overflow-x-auto">
        <table className="w-full border-collapse text-s">
          <Hours hours={hours} />
          <tbody>
            <tr className="border-y border-line">
              <th scope="row" className="sticky left-0 z-10 bg-sheet px-3 py-2 text-left font-[560]">
                All hosts
              </th>
              {hours.map(({ startsAt, due, clock }) => (
                <Bar
                  key={startsAt}
                  due={due}
                  share={due / mostOfAll}
                  title={`${clock}: ${counted(due, 'run')} due`}
                />
              ))}
            </tr>
            {lanes.slice(0, SHOWN_LANES).map((lane) => (
              <LaneRow key={lane.host} lane={lane} day={day} most={most} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {left === 0 ? null : (
        <p className="border-t border-line px-3 py-2 text-s text-ink-3">
          and {counted(left, 'host')} more, where less waits.
        </p>
      )}
    </Card>
  );
}

function Hours({ hours }: { readonly hours: ScheduleDayView['hours'] }): ReactNode {
  return (
    <thead>
      <tr>
        <th
          scope="col"
          className="sticky left-0 z-10 min-w-36 bg-sheet px-3 py-2 text-left font-[520] text-ink-3 phone:min-w-52"
        >
          Host
        </th>
        {hours.map(({ startsAt, clock }, hour) => (
          <th
            key={startsAt}
            scope="col"
            className={`min-w-8 py-2 text-left font-mono text-xs font-normal text-ink-3 ${isMidnight(clock) ? 'border-l border-line-strong' : ''}`}
          >
            <span className="sr-only">{clock}</span>
            <span aria-hidden="true">{hour % 2 === 0 ? clock.slice(0, 2) : ''}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function isMidnight(clock: string): boolean {
  return clock.startsWith('00:');
}

function Bar({
  due,
  share,
  title,
}: {
  readonly due: number;
  readonly share: number;
  readonly title: string;
}): ReactNode {
  return (
    <td title={title} className="h-14 px-px align-bottom">
      <span className="block text-center font-mono text-xs text-ink-2">{due === 0 ? '' : short(due)}</span>
      <span
        aria-hidden="true"
        className="block min-h-px rounded-t-s bg-accent"
        style={{ height: `${Math.round(share * 30)}px`, opacity: due === 0 ? 0.2 : 1 }}
      />
    </td>
  );
}

function LaneRow({
  lane,
  day,
  most,
}: {
  readonly lane: Lane;
  readonly day: ScheduleDayView;
  readonly most: number;
}): ReactNode {
  const { host, jobs, workMs, pileUps } = lane;
  return (
    <tr className="border-b border-line last:border-b-0">
      <th scope="row" className="sticky left-0 z-10 max-w-60 bg-sheet px-3 py-2 text-left font-normal">
        <CutText text={host} />
        <span className="block text-xs text-ink-3">
          {counted(jobs, 'job')}
          {workMs < 1_000 ? '' : `, ${formatDuration(workMs)} of requests`}
        </span>
        {pileUps.length === 0 ? null : (
          <span className="flex items-center gap-1 text-xs font-[560] text-paused">
            <Icon name="warning" size={11} />
            runs wait
          </span>
        )}
      </th>
      {lane.hours.map((due, hour) => (
        <Cell
          key={day.hours[hour]?.startsAt ?? hour}
          due={due}
          most={most}
          words={wordsOf(lane, day, hour)}
          isFull={isFull(lane, day, hour)}
        />
      ))}
    </tr>
  );
}

interface CellProps {
  readonly due: number;
  readonly most: number;
  readonly words: string;
  readonly isFull: boolean;
}

function Cell({ due, most, words, isFull }: CellProps): ReactNode {
  const share = due === 0 ? 0 : 14 + Math.round((due / most) * 28);
  const tone = isFull ? 'var(--st-paused)' : 'var(--accent)';
  return (
    <td title={words} className="p-px">
      <span
        className="grid h-8 place-items-center rounded-s font-mono text-xs"
        style={{
          background:
            due === 0 && !isFull
              ? 'transparent'
              : `color-mix(in srgb, ${tone} ${Math.max(share, 14)}%, var(--sheet))`,
          boxShadow: isFull ? `inset 0 0 0 1px ${tone}` : 'none',
        }}
      >
        {due === 0 ? <span className="text-line-strong">{isFull ? '…' : '·'}</span> : short(due)}
      </span>
    </td>
  );
}

function isFull({ pileUps }: Lane, { hours }: ScheduleDayView, hour: number): boolean {
  const begin = Date.parse(hours[hour]?.startsAt ?? '');
  return pileUps.some(({ from, until }) => Date.parse(from) < begin + HOUR_MS && Date.parse(until) > begin);
}

function wordsOf(lane: Lane, day: ScheduleDayView, hour: number): string {
  const clock = day.hours[hour]?.clock ?? '';
  const waits = isFull(lane, day, hour) ? ', runs wait' : '';
  return `${clock} on ${lane.host}: ${counted(lane.hours[hour] ?? 0, 'run')} due${waits}`;
}

function short(due: number): string {
  return due >= 10_000
    ? `${Math.round(due / 1_000)}k`
    : due >= 1_000
      ? `${(due / 1_000).toFixed(1)}k`
      : formatCount(due);
}
