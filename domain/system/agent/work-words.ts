// What an agent works on, in words.
const WORDS: Readonly<Record<string, string>> = {
  fetch: 'fetches a page',
  discover: 'reads the source of a run',
  scrape: 'has the pages of a chunk fetched',
  planChunks: 'cuts the next chunks of a run',
  parse: 'reads the pages of a chunk',
  classify: 'tells what kind of pages they are',
  detectChange: 'compares pages with their stored versions',
  trackPrice: 'judges the prices of a chunk',
  store: 'stores the pages of a chunk',
  inferSelectors: 'looks for selectors of fields',
  createRun: 'begins a run',
  transition: 'moves a run on',
  acknowledge: 'notes what a run has heard',
  finalizeRun: 'ends a run',
};

/** The name itself where it is not known, as in heartbeats of a newer version. */
export function workInWords(what: string): string {
  return WORDS[what] ?? what;
}
