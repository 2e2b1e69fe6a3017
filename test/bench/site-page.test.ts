// The bench page has the size the comparisons speak of, and changes only where a version says so.
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { buildPage, ELEMENTS_PER_PAGE, LINKS_PER_PAGE } from '../../bench/site-page.ts';

function measure(html: string): { elements: number; links: string[] } {
  let elements = 0;
  const links: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      elements += 1;
      if (name === 'a') links.push(attributes['href'] ?? '');
    },
  });
  parser.end(html);
  return { elements, links };
}

function differingLines(one: string, other: string): number {
  const lines = other.split('\n');
  return one.split('\n').filter((line, at) => line !== lines[at]).length;
}

describe('a page of the bench site', () => {
  it('has 494 elements, 60 links and about 68 KB', () => {
    for (const page of [0, 7, 1999]) {
      const html = buildPage(page, 0, 2000);
      const { elements, links } = measure(html);
      expect([elements, links.length]).toEqual([ELEMENTS_PER_PAGE, LINKS_PER_PAGE]);
      expect(html.length).toBeGreaterThan(66_000);
      expect(html.length).toBeLessThan(70_000);
    }
  });

  it('differs in one price and one review from one version to the next', () => {
    for (const version of [0, 1, 19, 20, 63, 64]) {
      expect(differingLines(buildPage(5, version, 100), buildPage(5, version + 1, 100))).toBe(2);
    }
  });

  it('leads to every other page of its site from page 0', () => {
    const seen = new Set<string>(['/page/0']);
    for (const path of seen) {
      for (const target of measure(buildPage(Number(path.slice('/page/'.length)), 0, 300)).links)
        seen.add(target);
    }
    expect(seen.size).toBe(300);
  });
});
