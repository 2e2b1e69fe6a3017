// The simulated loads as a picture: for each, what comes above, and processes (line) against the fewest possible (area) below.
import type { Moment } from './scaling-world.ts';

export interface PlotRow {
  readonly title: string;
  readonly drawn: readonly Moment[];
}

const WIDTH = 860;
const ROW = 132;
const LEFT = 44;
const RIGHT = 12;
const LOAD = { top: 26, height: 40 };
const COUNT = { top: 72, height: 44 };
/** Points of a line; more can not be seen. */
const POINTS = 800;

export function scalingPlot(rows: readonly PlotRow[], ceiling: number): string {
  const height = rows.length * ROW + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11" fill="#555">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...rows.flatMap((row, n) => plotRow(row, n * ROW, ceiling)),
    '</svg>',
    '',
  ].join('\n');
}

function plotRow({ title, drawn }: PlotRow, y: number, ceiling: number): string[] {
  const first = drawn[0]?.at ?? 0;
  const span = Math.max(1, (drawn.at(-1)?.at ?? 1) - first);
  const most = Math.max(1, ...drawn.map(({ perSecond }) => perSecond));
  const every = Math.max(1, Math.floor(drawn.length / POINTS));
  const shown = drawn.filter((_, n) => n % every === 0);
  const x = (at: number): number => LEFT + ((at - first) / span) * (WIDTH - LEFT - RIGHT);
  const line = (area: { top: number; height: number }, share: (moment: Moment) => number): string => {
    const yOf = (moment: Moment): number => y + area.top + area.height * (1 - share(moment));
    return shown
      .map((moment, n) => {
        const to = `${x(moment.at).toFixed(1)},${yOf(moment).toFixed(1)}`;
        return n === 0 ? `M${to}` : `H${x(moment.at).toFixed(1)}L${to}`;
      })
      .join('');
  };
  const floor = y + COUNT.top + COUNT.height;
  const ideal = `${line(COUNT, (moment) => moment.ideal / ceiling)}V${floor}H${LEFT}Z`;
  return [
    `<text x="${LEFT}" y="${y + 18}" fill="#111" font-size="12">${title}</text>`,
    `<text x="4" y="${y + LOAD.top + 9}">${Math.round(most)}/s</text>`,
    `<path d="${line(LOAD, ({ perSecond }) => perSecond / most)}" fill="none" stroke="#8a8a8a"/>`,
    `<text x="4" y="${y + COUNT.top + 9}">${ceiling}</text><text x="4" y="${floor}">0</text>`,
    `<path d="${ideal}" fill="#d6e4f7"/>`,
    `<path d="${line(COUNT, ({ wanted }) => wanted / ceiling)}" fill="none" stroke="#1f5fbf" stroke-width="1.5"/>`,
    `<text x="${WIDTH - RIGHT}" y="${floor + 12}" text-anchor="end">${spanWords(span)}</text>`,
  ];
}

function spanWords(ms: number): string {
  const hours = ms / 3_600_000;
  return hours >= 1 ? `${Number(hours.toFixed(1))} h` : `${Math.round(ms / 60_000)} min`;
}
