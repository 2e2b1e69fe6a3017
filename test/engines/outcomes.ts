// What became of each test of a run, read from the report of vitest, and how contracts stand beside engines.

export interface TestOutcome {
  readonly contract: string;
  readonly title: string;
  /** The first line of why it failed; null: it passed. */
  readonly fault: string | null;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

export function readOutcomes(text: string): TestOutcome[] {
  return parseReport(text).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status, failureMessages = [] }) => ({
      contract: (ancestorTitles[0] ?? fileName(name)).replace(/ (?:on|over) mongo$/, ''),
      title,
      fault: status === 'passed' ? null : faultOf(status, failureMessages[0]),
    })),
  );
}

function parseReport(text: string): Report {
  return JSON.parse(text) as Report;
}

function fileName(path: string): string {
  return /([^/]+)\.test\.ts$/.exec(path)?.[1] ?? path;
}

function faultOf(status: string, message = ''): string {
  const [first = ''] = message.split('\n');
  // What vitest says of a test that ran out of its time.
  if (first === 'Error: STACK_TRACE_ERROR') return 'It was not done in time.';
  return first === '' ? status : first.replace(/^(?:\w*Error): /, '').slice(0, 200);
}

/** A row for each contract, in Markdown: how many of its tests each engine passes. */
export function tableOf(columns: ReadonlyMap<string, readonly TestOutcome[]>): string {
  const titles = [...columns.keys()];
  const contracts = [...new Set([...columns.values()].flat().map(({ contract }) => contract))].toSorted();
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const share = (outcomes: readonly TestOutcome[]): string => {
    const passed = outcomes.filter(({ fault }) => fault === null).length;
    return passed === outcomes.length ? `${passed}` : `${passed} of ${outcomes.length}`;
  };
  const countsOf = (chosen: (one: TestOutcome) => boolean): string[] =>
    titles.map((title) => share((columns.get(title) ?? []).filter(chosen)));
  return [
    row(['contract', ...titles]),
    row(['---', ...titles.map(() => '---:')]),
    ...contracts.map((contract) => row([contract, ...countsOf((one) => one.contract === contract)])),
    row(['all', ...countsOf(() => true)]),
  ].join('\n');
}
