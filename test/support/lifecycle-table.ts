// Reads the tables of docs/lifecycle.md and docs/alerts.md, so that tests can compare them with the ones in the code.
import { readFileSync } from 'node:fs';

export type CellTable = Record<string, Record<string, string>>;

/** The table whose first column is headed `<noun> \ event`; cells as moves, blank ones left out. */
export function readLifecycleTable(noun: 'job' | 'run' | 'incident'): CellTable {
  const path = noun === 'incident' ? '../../docs/alerts.md' : '../../docs/lifecycle.md';
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${noun} \\ event |`));
  const [, ...events] = cellsOf(lines[start] ?? '');
  const table: CellTable = {};
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    const [state = '', ...cells] = cellsOf(line);
    const moves = events.map((event, i) => [event, toMove(cells[i] ?? '')] as const);
    table[state] = Object.fromEntries(moves.filter(([, move]) => move !== ''));
  }
  return table;
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** `scheduled²` → `scheduled`, `(same, new time)` → `same`, `by overlap¹` → `by-overlap`. */
function toMove(cell: string): string {
  const plain = cell.replaceAll(/[¹²³⁴⁵]/g, '').replaceAll(' ', '-');
  if (plain === '(same:-phase-moves-on)') return 'phase-on';
  return plain.startsWith('(same') ? 'same' : plain;
}
