// Whether a CSS selector of a configuration can be parsed.
import { compileFields } from '../reading/part/field/field-rule.ts';
import { type Fault, toPointer } from '../system/fault.ts';

export function checkSelector(selector: unknown, path: readonly PropertyKey[]): Fault[] {
  if (typeof selector !== 'string' || selector === '') return [];
  const compiled = compileFields([{ name: 'selector', locators: [{ kind: 'css', selector }] }]);
  if (compiled.ok) return [];
  const detail = `"${selector}" is not a CSS selector: ${compiled.faults[0]?.message ?? 'it does not compile'}.`;
  return [{ pointer: toPointer(path), code: 'invalid-selector', detail }];
}
