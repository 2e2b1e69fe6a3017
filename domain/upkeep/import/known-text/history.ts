// The list of versions that changedetection.io keeps beside each watch: a line for each, with seconds since 1970 and a file.
const LINE = /^\s*(\d{9,11})(?:\.\d+)?\s*,\s*(\S.*?)\s*$/;

export interface HistoryLine {
  readonly at: Date;
  /** Its name alone: older versions wrote the whole path. */
  readonly file: string;
}

/** The newest first; what is no line of it, or of a time to come, is left out. */
export function readHistory(text: string, now: Date): HistoryLine[] {
  const lines = text.split(/\r?\n/).flatMap((line): HistoryLine[] => {
    const [, seconds, path = ''] = LINE.exec(line) ?? [];
    if (seconds === undefined) return [];
    const at = new Date(Number(seconds) * 1_000);
    const file = path.split(/[/\\]/).at(-1) ?? '';
    return at > now || file === '' ? [] : [{ at, file }];
  });
  return lines.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

/** Texts, as they are or packed by brotli; pictures and other files are none. */
export function isSnapshotFile(file: string): boolean {
  return /\.txt(?:\.br)?$/.test(file);
}
