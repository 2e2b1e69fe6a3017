// The filters of one job in their order: what is chosen of the page, then steps over its lines.
import { partSelector } from '../../../reading/part/part-selector.ts';
import type { JobDraft } from '../draft.ts';
import type { Members } from '../../../system/differing-members.ts';

export class FilterChain {
  readonly draft: JobDraft;
  /** Text was made of the markup; before that, lines are those of the source. */
  isText = false;
  /** It was written out anew with indentation, as JSON or as markup. */
  isIndented = false;
  #readsSource = false;

  constructor(draft: JobDraft) {
    this.draft = draft;
  }

  line(filter: Members): void {
    this.draft.filters.push(filter);
  }

  /** A filter that looks at what lines say: without text before it, they are lines of the source. */
  matching(filter: Members): void {
    if (!this.isText) this.#readsSource = true;
    this.line(filter);
  }

  /** Several filters that choose: each looks within what the one before it left. */
  choose(selector: string): void {
    const { include } = this.draft;
    const [before, ...others] = include;
    if (before === undefined) include.push(selector);
    else {
      const inner = others.length > 0 ? null : nested(before, selector);
      if (inner !== null) include.splice(0, 1, inner);
      else
        this.draft.lose(
          selector,
          'It chooses within what another filter chose, in another language.',
          'Write both as one CSS selector or one XPath.',
        );
    }
  }

  finish(): void {
    const { changes } = this.draft;
    if (this.#readsSource && changes['format'] === undefined) changes['compare'] = 'source';
  }
}

/** A selector that does what the two do one after the other; null: there is none. */
function nested(before: string, after: string): string | null {
  const [outer, inner] = [partSelector(before), partSelector(after)];
  if (outer.language === 'css' && inner.language === 'css') {
    const [around, within] = [`:is(${outer.expression})`, `:is(${inner.expression})`];
    return `css:${around} ${within}, ${around}${within}`;
  }
  const [, path] = /^\/\/([^|]*)$/.exec(inner.expression) ?? [];
  if (outer.language !== 'xpath' || inner.language !== 'xpath' || path === undefined) return null;
  // A position counts within the parent there and within all here.
  return /\[\s*\d+\s*\]/.test(path) ? null : `xpath:(${outer.expression})/descendant-or-self::${path}`;
}
