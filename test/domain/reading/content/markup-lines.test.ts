import { describe, expect, it } from 'vitest';
import { markupLines } from '../../../../domain/reading/content/markup-lines.ts';

const linesOf = (html: string): string[] => markupLines(html).map(({ text }) => text);

describe('the lines of markup', () => {
  it('are those that were sent, without space around them and empty ones', () => {
    expect(linesOf('<ul>\r\n  <li>one</li>\n\n\t<li>two</li>\r</ul>')).toEqual([
      '<ul>',
      '<li>one</li>',
      '<li>two</li>',
      '</ul>',
    ]);
  });

  it('are tags where all was sent on one line, and members of data in a script', () => {
    const many = Array.from({ length: 30 }, (_, n) => `<p>number ${n}</p>`);
    expect(linesOf(many.join(''))).toEqual(many);
    const data = JSON.stringify(Object.fromEntries(many.map((text, n) => [`member${n}`, text.slice(3, -4)])));
    const lines = linesOf(`<script>${data}</script>`);
    expect(lines).toContain('"member7":"number 7",');
    expect(lines.join('')).toBe(`<script>${data}</script>`);
  });

  it('hold all of a text, however long', () => {
    const long = `<p title="${'x'.repeat(50_000)}">${'y'.repeat(50_000)}</p>`;
    expect(linesOf(long).join('')).toBe(long);
  });
});
