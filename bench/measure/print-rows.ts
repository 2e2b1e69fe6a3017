// Rows of figures as a Markdown table, so that what a bench prints can stand in a document as it is.
export type Cell = string | number;

/** Numbers below 100 get two decimals, whole and larger numbers none; columns of numbers are aligned right. */
export function printRows(head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const lines = rows.map((row) => row.map(toText));
  const widths = head.map((name, at) =>
    Math.max(name.length, 3, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  const isNumber = head.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
  const format = (cells: readonly string[]): string => {
    const padded = cells.map((cell, at) =>
      isNumber[at] === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  };
  console.log(format(head));
  console.log(
    `|${widths.map((width, at) => (isNumber[at] === true ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`,
  );
  for (const line of lines) console.log(format(line));
}

function toText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return Math.abs(cell) >= 100 || Number.isInteger(cell) ? cell.toFixed(0) : cell.toFixed(2);
}

export function title(text: string): void {
  console.log(`\n## ${text}\n`);
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
