// Selectors as Playwright reads them, which other tools hand on to it, as a step here names its element.
// Source: https://playwright.dev/docs/other-locators
import { checkElementSelector } from '../../../config/check-selector.ts';

/** As members of a step. */
export interface ElementAim {
  readonly selector?: string;
  readonly text?: string;
}

const ENGINE = /^(css|xpath|text|id|data-testid|data-test-id|data-test)=(.*)$/s;
/** What picks the first that can be seen, as steps do by themselves. */
const FIRST = /\s*>>\s*(?:visible=true|nth=0)\s*$/;
const VISIBLE = /:visible$/;
const SAYS = /^(.*?):(?:has-text|text|text-is)\(\s*("[^"]*"|'[^']*')\s*\)$/s;
const ROLE = /^role=[a-z]+\[name=("[^"]+"|'[^']+')\]$/;
const QUOTED = /^("[^"]+"|'[^']+')$/;

/** Null: an element named so is found by no step here. */
export function elementAim(written: string): ElementAim | null {
  const said = plain(written);
  const [, role] = ROLE.exec(said) ?? [];
  if (role !== undefined) return { text: bare(role) };
  if (QUOTED.test(said)) return { text: bare(said) };
  const [, engine = 'css', rest = said] = ENGINE.exec(said) ?? [];
  if (engine === 'text') return textAim(rest);
  if (engine === 'css') return cssAim(rest);
  if (engine === 'xpath') return known({ selector: rest.startsWith('/') ? rest : `xpath:${rest}` });
  return known({ selector: `[${engine}=${JSON.stringify(rest)}]` });
}

function cssAim(said: string): ElementAim | null {
  const [, element = said, text] = SAYS.exec(said) ?? [];
  return known({
    ...(element === '' ? {} : { selector: element }),
    ...(text === undefined ? {} : { text: bare(text) }),
  });
}

function plain(written: string): string {
  let said = written.trim();
  while (FIRST.test(said)) said = said.replace(FIRST, '');
  return said.replace(VISIBLE, '');
}

/** A pattern finds nothing here. */
function textAim(said: string): ElementAim | null {
  const text = bare(said.trim());
  return text === '' || /^\/.*\/\w*$/s.test(text) ? null : { text };
}

function bare(text: string): string {
  return QUOTED.test(text) ? text.slice(1, -1) : text;
}

function known(aim: ElementAim): ElementAim | null {
  if (aim.selector === undefined && aim.text === undefined) return null;
  return checkElementSelector(aim.selector, []).length === 0 ? aim : null;
}
