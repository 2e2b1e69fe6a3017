// Colours, if they are wanted: NO_COLOR, --no-color and output that is no terminal turn them off.
import pc from 'picocolors';

export type Paint = ReturnType<typeof pc.createColors>;

export function createPaint(
  env: Readonly<Record<string, string | undefined>>,
  { wanted, isTerminal }: { wanted: boolean | undefined; isTerminal: boolean },
): Paint {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb' || wanted === false;
  return pc.createColors(!refused && (forced || isTerminal));
}

const STATE_MARKS: Readonly<Record<string, string>> = {
  created: '○',
  scheduled: '◷',
  starting: '◔',
  running: '●',
  paused: '❙❙',
  completed: '✓',
  failed: '✕',
  stopping: '◑',
  stopped: '■',
  archived: '▤',
  finalizing: '◑',
};

/** Mark and word of a state; the colour adds no information. */
export function paintState(paint: Paint, state: string): string {
  const text = `${STATE_MARKS[state] ?? ' '} ${state}`;
  switch (state) {
    case 'running':
    case 'completed':
      return paint.green(text);
    case 'failed':
      return paint.red(text);
    case 'paused':
    case 'stopping':
      return paint.yellow(text);
    case 'starting':
    case 'scheduled':
      return paint.blue(text);
    default:
      return paint.dim(text);
  }
}
