// What a browser of changedetection.io does on a page, as page steps of Webloom.
import { clip } from '../../../system/clip.ts';
import type { JobDraft } from '../draft.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { type ElementAim, elementAim } from '../translate/element-aim.ts';
import { numberOf, textOf } from '../translate/value.ts';

const SCROLL_PX = 600;
const MAX_SELECTOR = 80;

type MapAction = (aim: ElementAim, value: string) => Members | null;

/** By its words, in small letters without marks. */
const ACTIONS: Readonly<Record<string, MapAction>> = {
  'check checkbox': (aim) => ({ do: 'check', ...aim }),
  'uncheck checkbox': (aim) => ({ do: 'uncheck', ...aim }),
  'click x y': (_, value) => {
    const [x, y] = value.split(',').map((one) => numberOf(one.trim()));
    return x === undefined || y === undefined ? null : { do: 'click', x, y };
  },
  'click element': (aim) => ({ do: 'click', ...aim }),
  'click element if exists': (aim) => ({ do: 'click', ...aim, optional: true }),
  'click element containing text': (_, text) => ({ do: 'click', text }),
  'click element containing text if exists': (_, text) => ({ do: 'click', text, optional: true }),
  'enter text in field': (aim, value) => bySelector(aim, { do: 'fill', value }),
  'goto site': () => ({ do: 'goto', url: 'site' }),
  'goto url': (_, url) => ({ do: 'goto', url }),
  'make all child elements visible': (aim) => bySelector(aim, { do: 'reveal' }),
  'press enter': () => ({ do: 'press', key: 'Enter' }),
  'select by label': (aim, label) => bySelector(aim, { do: 'select', label }),
  'select by option text': (aim, label) => bySelector(aim, { do: 'select', label }),
  'scroll down': () => ({ do: 'scroll', by: SCROLL_PX }),
  'wait for seconds': (_, value) => {
    const seconds = numberOf(value);
    return seconds === null ? null : { do: 'wait', ms: Math.round(seconds * 1_000) };
  },
  'wait for text': (_, text) => ({ do: 'wait', text }),
  'wait for text in element': (aim, text) => bySelector(aim, { do: 'wait', text }),
  'remove elements': (aim) => bySelector(aim, { do: 'remove' }),
};

/** Null: these find their element by a selector alone. */
function bySelector({ selector, text }: ElementAim, step: Members): Members | null {
  return text === undefined ? { ...step, selector } : null;
}

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
  const aim = selector === '' ? {} : elementAim(selector);
  const mapped = aim === null ? null : (map?.(aim, value) ?? null);
  if (value.includes('{%') || value.includes('{{'))
    draft.lose(option, 'What is filled in is not computed.', 'Write the value itself.');
  else if (words === 'execute js')
    draft.lose(
      option,
      'Scripts run in pages only where the operator allows them.',
      'Add it by --step script:@FILE (docs/rendered.md).',
    );
  else if (mapped !== null) draft.pageSteps.push(mapped);
  else if (map !== undefined && selector !== '')
    draft.lose(
      option,
      `No element is found here by “${clip(selector, MAX_SELECTOR)}”.`,
      'Add the step with another selector, CSS or XPath.',
    );
  else draft.lose(option, 'It is no step that is known here.', 'Look for its like in docs/rendered.md.');
}
