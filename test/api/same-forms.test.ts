// Forms of the description that are the same asked for and answered.
import { expect, test } from 'vitest';
import { withSameFormsOnce } from '../../api/description/same-forms.ts';

test('one of two that say the same is left, and meant by both', () => {
  const form = { type: 'object', properties: { a: { type: 'string' } } };
  const told = withSameFormsOnce({
    paths: { '/x': { post: { body: { $ref: '#/components/schemas/RuleInput' } } } },
    components: {
      schemas: { RuleInput: form, Rule: form, ScopeInput: { type: 'object' }, Scope: { type: 'string' } },
      responses: {},
    },
  });
  expect(told).toEqual({
    paths: { '/x': { post: { body: { $ref: '#/components/schemas/Rule' } } } },
    components: {
      schemas: { Rule: form, ScopeInput: { type: 'object' }, Scope: { type: 'string' } },
      responses: {},
    },
  });
});
