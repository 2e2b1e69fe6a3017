// The form of a page step: what a browser does on a page before it is taken.
import { z } from 'zod';
import { secretHostsSchema } from '../secret/schema.ts';
import { MAX_CLICKS, MAX_PAGE_STEPS } from './bounds.ts';

const MAX_SELECTOR = 500;
const MAX_TEXT = 300;
const MAX_VALUE = 2_000;
const MAX_SCRIPT = 10_000;
const MAX_STEP_MS = 60_000;
/** px */
const MAX_SCROLL = 100_000;
const MAX_PLACE = 20_000;

const name = z
  .string()
  .min(1)
  .max(80)
  .meta({ id: 'PageStepName', description: 'What it is called where its outcome is told.' })
  .optional();
const timeoutMs = z
  .int()
  .min(100)
  .max(MAX_STEP_MS)
  .meta({
    id: 'PageStepTime',
    description: 'Time it may take, ms; absent: 10,000, and 1,000 where it is optional.',
  })
  .optional();
const optional = z
  .boolean()
  .meta({
    id: 'PageStepOptional',
    description: 'true: where what it needs is not there, it is left out and the next one follows.',
  })
  .optional();
const common = { name, timeoutMs, optional };

const selector = z
  .string()
  .min(1)
  .max(MAX_SELECTOR)
  .describe('Selector of the element: CSS, or XPath 1.0 (begins with / or `xpath:`).');
const target = {
  selector: z
    .string()
    .min(1)
    .max(MAX_SELECTOR)
    .meta({
      id: 'PageStepElement',
      description: 'Selector of the element, CSS or XPath; with `text`: of those that may say it.',
    })
    .optional(),
  text: z
    .string()
    .min(1)
    .max(MAX_TEXT)
    .meta({ id: 'PageStepText', description: 'What the element says.' })
    .optional(),
};
const point = {
  x: z
    .int()
    .min(0)
    .max(MAX_PLACE)
    .optional()
    .describe('Instead of an element: px from the left of the view, which is 1,280 wide and 1,024 high.'),
  y: z.int().min(0).max(MAX_PLACE).optional().describe('px from the top of the view.'),
};

export const pageStepSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('goto').describe('Go to an address.'),
    url: z
      .string()
      .min(1)
      .max(2_048)
      .describe('The address, with http:// or https://; "site": that of the page itself.'),
    ...common,
  }),
  z.strictObject({
    do: z.literal('click').describe('Click an element or a place.'),
    ...target,
    ...point,
    ...common,
  }),
  z.strictObject({
    do: z.literal('double-click').describe('Click it twice.'),
    ...target,
    ...point,
    ...common,
  }),
  z.strictObject({
    do: z.literal('click-until-gone').describe('Click an element again and again until it is gone.'),
    ...target,
    times: z.int().min(1).max(MAX_CLICKS).optional().describe('How often at most; absent: 20.'),
    ...common,
  }),
  z.strictObject({
    do: z.literal('fill').describe('Fill a field in.'),
    selector,
    value: z
      .string()
      .max(MAX_VALUE)
      .describe(
        'What is filled in. A secret is encrypted when it is stored and shown as •••; sending ••• back keeps it.',
      ),
    secret: z.boolean().optional().describe('true: the value is a secret.'),
    hosts: secretHostsSchema.optional(),
    ...common,
  }),
  z.strictObject({
    do: z.literal('press').describe('Press a key.'),
    key: z.string().min(1).max(40).describe('Enter, Tab, Escape, ArrowDown, a letter, Control+A …'),
    selector: selector.optional().describe('Where; absent: where the page has its focus.'),
    ...common,
  }),
  z.strictObject({
    do: z.literal('select').describe('Choose an option of a list.'),
    selector: selector.describe('Selector of the list (a select element), CSS or XPath.'),
    label: z.string().max(MAX_TEXT).optional().describe('What the option says.'),
    value: z.string().max(MAX_TEXT).optional().describe('Its value.'),
    ...common,
  }),
  z.strictObject({ do: z.literal('check').describe('Check a box.'), ...target, ...common }),
  z.strictObject({ do: z.literal('uncheck').describe('Clear a box.'), ...target, ...common }),
  z.strictObject({
    do: z.literal('hover').describe('Move the pointer over an element.'),
    ...target,
    ...common,
  }),
  z.strictObject({
    do: z.literal('scroll').describe('Scroll: give one of the three.'),
    selector: selector.optional().describe('Until this element is in view.'),
    by: z.int().min(-MAX_SCROLL).max(MAX_SCROLL).optional().describe('So far down, px; negative: up.'),
    to: z.literal('end').optional().describe('end: to the bottom, until the page grows no more.'),
    ...common,
  }),
  z.strictObject({
    do: z.literal('wait').describe('Wait until all that is given is there.'),
    ...target,
    ms: z.int().min(0).max(MAX_STEP_MS).optional().describe('For so long, ms.'),
    ...common,
  }),
  z.strictObject({ do: z.literal('remove').describe('Take elements out of the page.'), selector, ...common }),
  z.strictObject({
    do: z.literal('reveal').describe('Show all that is hidden in elements.'),
    selector,
    ...common,
  }),
  z.strictObject({
    do: z
      .literal('picture')
      .describe('Keep the picture of the page as it is now, in place of that at the end; once at most.'),
    name,
  }),
  z.strictObject({
    do: z.literal('script').describe('Run a script of your own in the page.'),
    script: z
      .string()
      .min(1)
      .max(MAX_SCRIPT)
      .describe(
        'Its text; `await` may be used. Refused unless the operator has set WEBLOOM_PAGE_SCRIPTS=true.',
      ),
    ...common,
  }),
]);

export const pageStepsSchema = z.array(pageStepSchema).max(MAX_PAGE_STEPS);
