// Whether a selector of a configuration can be parsed.
import { compileFields } from '../reading/part/field/field-rule.ts';
import { partSelector } from '../reading/part/part-selector.ts';
import { isDocumentPart } from '../reading/part/document-part.ts';
import { browserXPathFault } from '../reading/part/query/browser-xpath.ts';
import { type Fault, toPointer } from '../system/fault.ts';

export function checkSelector(selector: unknown, path: readonly PropertyKey[]): Fault[] {
  if (typeof selector !== 'string' || selector === '') return [];
  const compiled = compileFields([{ name: 'selector', locators: [{ kind: 'css', selector }] }]);
  if (compiled.ok) return [];
  return [
    fault(selector, `not a CSS selector: ${compiled.faults[0]?.message ?? 'it does not compile'}`, path),
  ];
}

/** The selector of an element that a browser finds: CSS, or XPath. */
export function checkElementSelector(selector: unknown, path: readonly PropertyKey[]): Fault[] {
  if (typeof selector !== 'string' || selector === '') return [];
  const { language, expression } = partSelector(selector);
  if (language === 'css') return checkSelector(expression, path);
  if (language === 'json' || isDocumentPart(selector))
    return [fault(selector, 'no element of a web page: give CSS or XPath', path)];
  const why = browserXPathFault(expression);
  return why === null ? [] : [fault(selector, why, path)];
}

function fault(selector: string, why: string, path: readonly PropertyKey[]): Fault {
  return { pointer: toPointer(path), code: 'invalid-selector', detail: `"${selector}" is ${why}.` };
}
