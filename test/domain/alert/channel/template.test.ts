// Placeholders: compiled, refused with their place, filled.
import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../../../domain/alert/channel/template.ts';

describe('a template', () => {
  it.each([
    ['', []],
    ['plain { text } }}', [{ text: 'plain { text } }}' }]],
    ['{{title}}', [{ placeholder: 'title' }]],
    [
      'a {{ link }} b{{json}}',
      [{ text: 'a ' }, { placeholder: 'link' }, { text: ' b' }, { placeholder: 'json' }],
    ],
  ])('%j is read', (source, parts) => {
    expect(compileTemplate(source)).toEqual({ ok: true, parts });
  });

  it.each([
    ['{{titel}}', 1, 1, 'There are: id, kind'],
    ['{{Title}}', 1, 1, 'Write {{title}}.'],
    ['{"a":\n "{{page_url}}"}', 2, 3, 'Write {{pageUrl}}.'],
    ['a {{title', 1, 3, 'not closed'],
    ['{{}}', 1, 1, 'not known'],
    ['{{constructor}}', 1, 1, 'not known'],
  ])('%j is refused at line %i, column %i: %s', (source, line, column, words) => {
    const compiled = compileTemplate(source);
    expect(compiled).toMatchObject({
      ok: false,
      faults: [{ line, column, detail: expect.stringContaining(words) }],
    });
  });

  it('tells every fault at once', () => {
    const compiled = compileTemplate('{{a}}\n{{title}} {{b}}');
    expect(compiled.ok ? [] : compiled.faults.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 11],
    ]);
  });
});
