// An independent count of a site's pages: follows <a href> from a first page with plain text search. It shares
// nothing with Webloom's own reading of HTML, so that the two can be compared.

export interface Reach {
  /** Pages that exist and can be reached by links, in alphabetical order; the first page included. */
  readonly pages: readonly string[];
  /** Addresses that are linked but have no page. */
  readonly missing: readonly string[];
  /** Reachable pages that link to no other page of the site. */
  readonly deadEnds: readonly string[];
  /** For each reachable or missing address, the pages that link to it. */
  readonly linkedFrom: ReadonlyMap<string, readonly string[]>;
  /** Links that lead to other sites, counted with repeats. */
  readonly externalLinks: number;
}

const ANCHOR = /<a\s(?:[^>"']|"[^"]*"|'[^']*')*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const COMMENT = /<!--[\s\S]*?-->/g;
const ORIGIN = 'http://site.invalid';

function linkTargets(path: string, html: string): readonly URL[] {
  return [...html.replace(COMMENT, '').matchAll(ANCHOR)].flatMap((match) => {
    const text = (match[1] ?? match[2] ?? '').replaceAll('&amp;', '&').trim();
    return URL.canParse(text, ORIGIN + path) ? [new URL(text, ORIGIN + path)] : [];
  });
}

export function reachablePages(firstPath: string, read: (path: string) => string | undefined): Reach {
  const linkedFrom = new Map<string, string[]>([[firstPath, []]]);
  const found = new Map<string, boolean>();
  const deadEnds: string[] = [];
  let externalLinks = 0;
  const queue = [firstPath];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const html = read(path);
    found.set(path, html !== undefined);
    const targets = html === undefined ? [] : linkTargets(path, html);
    externalLinks += targets.filter((target) => target.origin !== ORIGIN).length;
    const inside = targets
      .filter((target) => target.origin === ORIGIN)
      .map((url) => url.pathname + url.search);
    const others = new Set(inside.filter((target) => target !== path));
    if (html !== undefined && others.size === 0) deadEnds.push(path);
    for (const target of others) {
      const sources = linkedFrom.get(target);
      if (sources === undefined) queue.push(target);
      linkedFrom.set(target, [...(sources ?? []), path]);
    }
  }
  const withPage = (wanted: boolean) =>
    [...found]
      .filter(([, exists]) => exists === wanted)
      .map(([path]) => path)
      .toSorted();
  return {
    pages: withPage(true),
    missing: withPage(false),
    deadEnds: deadEnds.toSorted(),
    linkedFrom,
    externalLinks,
  };
}
