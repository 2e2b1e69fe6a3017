// What a page says of a job's fields: the value, or that it is missing where the job asks for it.
import { expect, test } from 'vitest';
import {
  compileFields,
  NO_FIELDS,
  extractFields,
} from '../../../../../domain/reading/part/field/field-rule.ts';
import { parseHtml } from '../../../../../domain/reading/html/html-tree.ts';

const css = (selector: string) => ({ kind: 'css' as const, selector });

test.each([
  ['found', { required: true, locators: [css('.price')] }, '5 €', undefined],
  ['required and not found', { required: true, locators: [css('.cost'), css('#cost')] }, null, true],
  ['required and empty', { required: true, locators: [css('.empty')] }, null, true],
  ['not found, which nobody minds', { locators: [css('.cost')] }, null, undefined],
  ['required, but not looked for yet', { required: true, locators: [] }, null, undefined],
])('a field that is %s', (_what, rule, value, missing) => {
  const compiled = compileFields([{ name: 'price', ...rule }]);
  const page = parseHtml('<b class=price>5 €</b><i class=empty> </i>');
  const [field] = extractFields(compiled.ok ? compiled.fields : NO_FIELDS, page.all);
  expect([field?.value, field?.missing]).toEqual([value, missing]);
});
