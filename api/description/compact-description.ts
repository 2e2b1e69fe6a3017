// The description as it is given: without what nothing refers to, and with what stands again and again said once.
import type { Node } from './node.ts';
import { withSameFormsOnce } from './same-forms.ts';
import { withSharedComponents } from './shared-components.ts';
import { withSharedSchemas } from './shared-schemas.ts';
import { withUsedSchemas } from './used-schemas.ts';

export function compactDescription(description: Parameters<typeof withUsedSchemas>[0]): Node {
  return withSameFormsOnce(withSharedSchemas(withSharedComponents(withUsedSchemas(description))));
}
