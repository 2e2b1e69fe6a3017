// A quiet line of numbers over time, small enough for a card. Its words say what it shows; screens put a table
// beside it where the numbers matter.
import type { ReactNode } from 'react';

interface SparklineProps {
  /** Oldest first; null: nothing is known of that time, the line has a gap. */
  readonly values: readonly (number | null)[];
  readonly words: string;
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({ values, words, width = 320, height = 96 }: SparklineProps): ReactNode {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const x = (index: number): number => (values.length < 2 ? 0 : (index * width) / (values.length - 1));
  const y = (value: number): number => height - 2 - (value / most) * (height - 8);
  const pieces = split(values);
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      preserveAspectRatio="none"
    >
      {pieces.map(({ from, run }) => {
        const line = run
          .map((value, index) => `L${x(from + index).toFixed(1)} ${y(value).toFixed(1)}`)
          .join('');
        const end = x(from + run.length - 1).toFixed(1);
        return (
          <g key={from}>
            <path d={`M${x(from).toFixed(1)} ${height}${line}L${end} ${height}Z`} fill="var(--accent-soft)" />
            <path
              d={`M${line.slice(1)}`}
              fill="none"
              stroke="var(--accent)"
              strokeWidth="1.6"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        );
      })}
    </svg>
  );
}

function split(values: readonly (number | null)[]): { from: number; run: number[] }[] {
  const pieces: { from: number; run: number[] }[] = [];
  let open: { from: number; run: number[] } | null = null;
  for (const [index, value] of values.entries()) {
    if (value === null) open = null;
    else if (open === null) pieces.push((open = { from: index, run: [value] }));
    else open.run.push(value);
  }
  return pieces;
}
