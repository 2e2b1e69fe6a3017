// What a browser of changedetection.io does on a page, as page steps of Webloom.
import { partSelector } from '../../../reading/part/part-selector.ts';
import type { JobDraft } from '../draft.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { numberOf, textOf } from '../translate/value.ts';

const SCROLL_PX = 600;

/** Its words, in small letters without marks. */
type MapAction = (selector: string, value: string) => Members | null;

const ACTIONS: Readonly<Record<string, MapAction>> = {
  'check checkbox': (selector) => ({ do: 'check', selector }),
  'uncheck checkbox': (selector) => ({ do: 'uncheck', selector }),
  'click x y': (_, value) => {
    const [x, y] = value.split(',').map((one) => numberOf(one.trim()));
    return x === undefined || y === undefined ? null : { do: 'click', x, y };
  },
  'click element': (selector) => ({ do: 'click', selector }),
  'click element if exists': (selector) => ({ do: 'click', selector, optional: true }),
  'click element containing text': (_, text) => ({ do: 'click', text }),
  'click element containing text if exists': (_, text) => ({ do: 'click', text, optional: true }),
  'enter text in field': (selector, value) => ({ do: 'fill', selector, value }),
  'goto site': () => ({ do: 'goto', url: 'site' }),
  'goto url': (_, url) => ({ do: 'goto', url }),
  'make all child elements visible': (selector) => ({ do: 'reveal', selector }),
  'press enter': () => ({ do: 'press', key: 'Enter' }),
  'select by label': (selector, label) => ({ do: 'select', selector, label }),
  'select by option text': (selector, label) => ({ do: 'select', selector, label }),
  'scroll down': () => ({ do: 'scroll', by: SCROLL_PX }),
  'wait for seconds': (_, value) => {
    const seconds = numberOf(value);
    return seconds === null ? null : { do: 'wait', ms: Math.round(seconds * 1_000) };
  },
  'wait for text': (_, text) => ({ do: 'wait', text }),
  'wait for text in element': (selector, text) => ({ do: 'wait', selector, text }),
  'remove elements': (selector) => ({ do: 'remove', selector }),
};

const NOT_CHOSEN = new Set(['', 'choose one']);

export function mapPageSteps(draft: JobDraft, value: unknown): void {
  if (!Array.isArray(value)) return;
  for (const one of value.filter(isMembers)) {
    const operation = textOf(one['operation']);
    const words = operation
      .toLowerCase()
      .replaceAll('<select>', 'select')
      .replaceAll(/[^a-z]+/g, ' ')
      .trim();
    if (!NOT_CHOSEN.has(words)) addPageStep(draft, one, { operation, words });
  }
}

function addPageStep(
  draft: JobDraft,
  said: Members,
  { operation, words }: { operation: string; words: string },
): void {
  const option = `browser step ${operation}`;
  const selector = textOf(said['selector']).trim();
  const value = textOf(said['optional_value']);
  const map = ACTIONS[words];
  const mapped = map?.(selector, value) ?? null;
  if (value.includes('{%') || value.includes('{{'))
    draft.lose(option, 'What is filled in is not computed.', 'Write the value itself.');
  else if (words === 'execute js')
    draft.lose(
      option,
      'Scripts run in pages only where the operator allows them.',
      'Add it by --step script:@FILE (docs/rendered.md).',
    );
  else if (mapped === null)
    draft.lose(option, 'It is no step that is known here.', 'Look for its like in docs/rendered.md.');
  else if (selector !== '' && partSelector(selector).language !== 'css')
    draft.lose(option, 'A step names its element by CSS.', 'Write the selector as CSS.');
  else draft.pageSteps.push(mapped);
}
