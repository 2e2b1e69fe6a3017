// Parts of a page that was looked at: its picture, its outline, what somebody picks, and rules tried on it.
import { z } from 'zod';
import { BLOCK_PLACES } from '../../../domain/reading/scan/block-place.ts';
import { jobConfigSchema } from '../../../domain/config/schema.ts';
import { money } from '../page.ts';
import { previewText } from './preview-page.ts';

export const framedPage = {
  description: 'The page as a document that does nothing, for a sandboxed frame',
  content: { 'text/html': { schema: z.string() } },
};

export const frameQuery = z.strictObject({
  picker: z
    .enum(['true', 'false'])
    .optional()
    .describe('With the one script that tells the page around it which element was clicked.'),
});

const place = z.enum(BLOCK_PLACES).describe('Where it stands, as a run of the job reads it.');

export const outlineView = z
  .object({
    items: z
      .array(
        z.object({
          node: z.number().describe('Number of its element.'),
          label: z.string().describe('The element as a selector begins: h1, div.price.'),
          text: z.string().describe('Its text, cut at 160 characters.'),
          place,
        }),
      )
      .describe('The readable parts in order, at most 500.'),
    total: z.number().describe('All readable parts.'),
  })
  .meta({ id: 'PageOutline' });

const nodes = z.array(z.number());
const places = z
  .object({
    body: nodes.describe('Outermost elements with lines of the body alone, at most 5,000.'),
    frame: nodes.describe('The same of the frame.'),
    own: nodes.describe('Those of them that stand for their own lines alone.'),
    allFrame: z.boolean().describe('No body would be left: names do not count.'),
    parts: z.array(place).describe('Of the parts of the outline.'),
  })
  .meta({ id: 'PagePlaces' });

const selectors = z.array(z.string().min(1).max(500)).max(50);

function ofJob(words: string) {
  return selectors.optional().describe(`${words}; absent: the job's.`);
}

export const partBody = z
  .strictObject({
    node: z.int().min(0).optional().describe('Number of the element that was picked.'),
    nodes: z.array(z.int().min(0)).max(50).optional().describe('Numbers of several elements.'),
    selector: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('A selector to look up instead: CSS, or XPath that begins with /.'),
    exclude: ofJob('Selectors of what is left out'),
    bodyParts: ofJob('Selectors of what is called body'),
    frameParts: ofJob('Selectors of what is called frame'),
  })
  .meta({ id: 'PartRequest', examples: [{ selector: '.price' }] });

export const pickedPart = z
  .object({
    suggestions: z
      .array(
        z.object({
          selector: z.string().describe('The selector.'),
          sturdiness: z
            .enum(['sturdy', 'fair', 'fragile'])
            .describe('How well it will outlive changes of the site.'),
          why: z.string().describe('Why.'),
          matches: z.number().describe('Elements it finds.'),
        }),
      )
      .describe('Selectors of what was picked, best first.'),
    selector: z.string().nullable().describe('The one the rest is about; null: nothing was picked.'),
    matches: z.number().describe('Elements it finds.'),
    nodes: z.array(z.number()).describe('Their numbers, at most 200.'),
    excluded: z.array(z.number()).describe('Numbers of the elements that are left out, at most 200.'),
    values: z.array(z.string()).describe('Their texts, at most 10, each cut at 300 characters.'),
    text: previewText.describe('What would be watched.'),
    around: z
      .array(
        z.object({
          node: z.number().describe('Number of the element.'),
          label: z.string().describe('The element as a selector begins.'),
        }),
      )
      .describe('The elements around it, nearest first, to widen the choice.'),
    places: places
      .nullable()
      .describe('Where the parts of the page stand; null: a part is picked, or it is no web page.'),
  })
  .meta({ id: 'PickedPart' });

export const tryBody = z
  .strictObject({
    changes: jobConfigSchema.shape.changes,
    fields: jobConfigSchema.shape.fields,
    edit: z
      .strictObject({
        find: z.string().min(1).max(500).describe('Text that would be another one.'),
        replaceBy: z.string().max(500).describe('What would stand there; empty: nothing.'),
      })
      .optional()
      .describe('A change to imagine; absent: none.'),
  })
  .meta({ id: 'RuleTrial', examples: [{ changes: {}, edit: { find: 'in stock', replaceBy: 'sold out' } }] });

const seenOffer = z.object({
  price: money.nullable().describe('The price; null: none is named.'),
  availability: z.string().describe("One of schema.org's values, or unknown."),
});

const priceMove = z
  .object({
    about: z.enum(['price', 'availability']).describe('What moves.'),
    before: seenOffer.describe('What was seen.'),
    after: seenOffer.describe('What would be seen then.'),
    told: z.boolean().describe('A price rule would tell it.'),
    reason: z.string().describe('Why, or why not.'),
  })
  .meta({ id: 'PriceMove' });

export const triedRules = z
  .object({
    text: previewText.describe('What these rules watch.'),
    fields: z
      .array(
        z.object({
          name: z.string().describe('Name of the field.'),
          value: z.string().nullable().describe('Its value; null: it was not found.'),
          locator: z.string().describe('The locator that found it.'),
        }),
      )
      .describe('The fields as they are found now.'),
    conditions: z
      .string()
      .nullable()
      .describe('Why the conditions do not hold now; null: they hold, or there are none.'),
    priceRules: z
      .array(
        z.object({
          rule: z.string().describe('The rule in words, or its name.'),
          firesNow: z.boolean().describe('It would tell at the first look.'),
          reason: z.string().describe('Why, or why not.'),
        }),
      )
      .describe('What the price rules make of the price that is there.'),
    priceMoves: z
      .array(priceMove)
      .describe('Moves of the seen price and stock, as they would be told; empty without price rules.'),
    edit: z
      .object({
        told: z.boolean().describe('The imagined change would be told.'),
        step: z.string().describe('The step of the change engine that decides; `price`: the price rules do.'),
        reason: z.string().describe('What decides, in words.'),
      })
      .nullable()
      .describe('What becomes of the imagined change; null: none was given.'),
  })
  .meta({ id: 'TriedRules' });

export type PagePlacesView = z.infer<typeof places>;
export type PickedPartView = z.infer<typeof pickedPart>;
export type PriceMoveView = z.infer<typeof priceMove>;
export type TriedRulesView = z.infer<typeof triedRules>;
