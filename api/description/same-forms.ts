// Forms that are asked for as they are answered are one: `PriceRuleInput`, which says what `PriceRule` says, is dropped.
import { type Node, isNode, membersOf, replaced } from './node.ts';

const PREFIX = '#/components/schemas/';
/** What the framework calls a form that is asked for, where one of the name is answered. */
const ASKED = 'Input';

export function withSameFormsOnce(description: Node): Node {
  const components = isNode(description['components']) ? description['components'] : {};
  const forms = membersOf(components['schemas']);
  const byName = new Map(forms);
  const answered = new Map(
    forms.flatMap(([name, form]): [string, string][] => {
      const other = name.endsWith(ASKED) ? name.slice(0, -ASKED.length) : name;
      const isSame = other !== name && JSON.stringify(byName.get(other)) === JSON.stringify(form);
      return isSame ? [[`${PREFIX}${name}`, `${PREFIX}${other}`]] : [];
    }),
  );
  const schemas = Object.fromEntries(forms.filter(([name]) => !answered.has(`${PREFIX}${name}`)));
  const kept = { ...description, components: { ...components, schemas } };
  const told = replaced(kept, ({ $ref }) => {
    const other = answered.get(String($ref));
    return other === undefined ? null : { $ref: other };
  });
  return isNode(told) ? told : kept;
}
