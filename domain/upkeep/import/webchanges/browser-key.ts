// What the keys of a webchanges job are here that say what a browser does.
import type { JobDraft } from '../draft.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { elementAim } from '../translate/element-aim.ts';
import { isUnsaid, numberOf, textOf, within } from '../translate/value.ts';
import { type MapKey, asItIs, lost } from './job-key.ts';

const MAX_WAIT_MS = 60_000;
const LEAST_WAIT_MS = 100;
const SCRIPTS = 'Pages are read, not scripted.';
const BY_PAGE_STEPS = 'Say what to do by steps: --step (docs/rendered.md).';
const LAUNCHED = 'All jobs share one browser, which Webloom starts.';
const NOTHING = 'Nothing is needed for most pages.';

export const BROWSER_KEYS: Readonly<Record<string, MapKey>> = {
  use_browser: (draft, value) => (isUnsaid(value) ? undefined : void (draft.fetch['render'] = 'always')),
  navigate: (draft, value) => {
    draft.address(textOf(value));
    draft.fetch['render'] = 'always';
  },
  // A browser here loads no pictures and no films anyway.
  block_elements: asItIs,
  evaluate: lost('evaluate', SCRIPTS, 'Watch a part instead: --part.'),
  init_script: lost('init_script', SCRIPTS, BY_PAGE_STEPS),
  initialization_js: lost('initialization_js', SCRIPTS, BY_PAGE_STEPS),
  initialization_url: beginElsewhere,
  ignore_default_args: lost('ignore_default_args', LAUNCHED, NOTHING),
  switches: lost('switches', LAUNCHED, NOTHING),
  user_data_dir: lost(
    'user_data_dir',
    'Each page is opened without cookies of others.',
    'Give the cookie as a secret header.',
  ),
  wait_for_function: lost('wait_for_function', SCRIPTS, 'Wait for an element or a text: --wait-for.'),
  wait_for_selector: waitForElements,
  wait_for_timeout: (draft, value) => {
    const seconds = numberOf(value);
    if (seconds !== null && seconds > 0) wait(draft, { ms: within(seconds * 1_000, 0, MAX_WAIT_MS) });
  },
  wait_for_url: lost(
    'wait_for_url',
    'It waits for elements, texts and rest, not for an address.',
    BY_PAGE_STEPS,
  ),
  wait_for: (draft, value) => {
    if (numberOf(value) === null) waitForElements(draft, value);
    else wait(draft, { ms: within(numberOf(value) ?? 0, 0, MAX_WAIT_MS) });
  },
  // A page is taken once network and text are quiet.
  wait_until: asItIs,
  wait_for_navigation: lost('wait_for_navigation', 'It waits for rest, not for an address.', BY_PAGE_STEPS),
};

function wait(draft: JobDraft, more: Members): void {
  const before = draft.fetch['waitFor'];
  draft.fetch['waitFor'] = { ...(isMembers(before) ? before : {}), ...more };
}

/** A page of the session first, then the page of the job. */
function beginElsewhere(draft: JobDraft, value: unknown, job: Members): void {
  if (isUnsaid(value)) return;
  if (isUnsaid(job['use_browser']) && job['navigate'] === undefined)
    draft.lose(
      'initialization_url',
      'A page is asked for alone, without a session.',
      'Let a browser open it: --step goto:URL.',
    );
  else draft.pageSteps.push({ do: 'goto', url: textOf(value) }, { do: 'goto', url: 'site' });
}

function waitForElements(draft: JobDraft, value: unknown): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const one of list) waitForElement(draft, isMembers(one) ? one : { selector: one }, list.length);
}

function waitForElement(draft: JobDraft, said: Members, count: number): void {
  const written = textOf(said['selector']).trim();
  const state = textOf(said['state']);
  if (written === '') return;
  const aim = state === 'hidden' || state === 'detached' ? null : elementAim(written);
  if (aim === null) {
    draft.lose(
      'wait_for_selector',
      'It waits for an element that CSS, XPath or a text names and that is there.',
      'Name another element: --wait-for.',
    );
    return;
  }
  const timeout = numberOf(said['timeout']);
  if (count === 1 && timeout === null && (aim.selector === undefined || aim.text === undefined))
    wait(draft, { ...aim });
  else
    draft.pageSteps.push({
      do: 'wait',
      ...aim,
      ...(timeout === null ? {} : { timeoutMs: within(timeout * 1_000, LEAST_WAIT_MS, MAX_WAIT_MS) }),
    });
}
