// What a process that ended said of the reason, as one line for people. Logs are JSON and traces are for whoever mends it: they
// stay in the log file, which is named beside this.

/** Of the log's levels (pino). */
const ERROR_LEVEL = 50;
const LONGEST = 300;
/** What Node says when the memory that V8 allows it is used up. */
const OUT_OF_MEMORY = 'JavaScript heap out of memory';
const MORE_MEMORY = '; give it more, as in NODE_OPTIONS=--max-old-space-size=8192';
const COMPLAINT =
  /error|fail|can ?not|can't|could not|unable|denied|refus|in use|no space|missing|damaged|invalid|not allowed/i;
/** A trace, the source line that Node shows above it, and what Erlang writes of its processes. */
const TRACE = /^\s*(at |\^|Node\.js v|file:\/\/|[[{}\]<]|throw )/;

/** Empty where nothing it said helps. */
export function lastWords(lines: readonly string[]): string {
  const logged = lines.map(readLogged).findLast((said) => said !== null);
  const plain = lines.find((line) => COMPLAINT.test(line) && !TRACE.test(line));
  const words = (logged ?? plain ?? '').replaceAll(/\s+/g, ' ').trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

function readLogged(line: string): string | null {
  const logged = parseLogged(line);
  if (logged === null || typeof logged.level !== 'number' || logged.level < ERROR_LEVEL) return null;
  const parts = [logged.msg, logged.err?.message].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(': ');
}

interface Logged {
  readonly level?: unknown;
  readonly msg?: unknown;
  readonly err?: { readonly message?: unknown } | null;
}

function parseLogged(line: string): Logged | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Logged;
  } catch {
    return null; // cut off, or not of this kind
  }
}

interface Ended {
  readonly name: string;
  readonly reason: string;
  readonly lastLines: readonly string[];
  readonly restartInMs: number | undefined;
  readonly logFile: string | undefined;
}

/** `scraper ended unexpectedly (exit code 1), restarting in 500 ms: why; its log is …/scraper.log` */
export function endedInWords({ name, reason, lastLines, restartInMs, logFile }: Ended): string {
  const next = restartInMs === undefined ? 'not restarted' : `restarting in ${restartInMs} ms`;
  const words = lastWords(lastLines);
  const why = words === '' ? '' : `: ${words}`;
  const where = logFile === undefined ? '' : `; its log is ${logFile}`;
  const memory = lastLines.some((line) => line.includes(OUT_OF_MEMORY)) ? MORE_MEMORY : '';
  return `${name} ended unexpectedly (${reason}), ${next}${why}${memory}${where}`;
}
