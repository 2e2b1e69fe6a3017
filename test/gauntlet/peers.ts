// What simple monitors would have told, for comparison: two rules many tools use, written here from their description and
// sharing nothing with Webloom. Each sees the same bodies as Webloom's first look at a page in each run.

export interface Peer {
  readonly name: string;
  /** Whether it would alert on this body of the page. */
  sees(url: string, status: number, body: string): boolean;
}

const BLOCKS =
  /<\/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|select|table|td|th|tr|ul)\b[^>]*>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  euro: '€',
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
};

/** Visible text, a line per block. */
function linesOf(html: string): string[] {
  return html
    .replace(
      /<head\b[\s\S]*?<\/head>|<(script|style|noscript|template)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi,
      ' ',
    )
    .replace(BLOCKS, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** The whole text without white space; another text is an alert. Answers that are errors are passed over. */
export function wholeTextPeer(): Peer {
  const known = new Map<string, string>();
  return {
    name: 'whole text differs',
    sees(url, status, body) {
      if (status !== 200) return false;
      const text = linesOf(body).join('').replace(/\s/g, '');
      const before = known.get(url);
      known.set(url, text);
      return before !== undefined && before !== text && text !== '';
    },
  };
}

/** Lines that were never on the page before are an alert; lines that only moved or left are not. */
export function newLinesPeer(): Peer {
  const known = new Map<string, Set<string>>();
  return {
    name: 'lines never seen before',
    sees(url, status, body) {
      if (status !== 200) return false;
      const lines = linesOf(body).map((line) => line.toLowerCase());
      const before = known.get(url);
      known.set(url, new Set([...(before ?? []), ...lines]));
      return before !== undefined && lines.some((line) => !before.has(line));
    },
  };
}
