import { expect, it } from 'vitest';
import { COMPONENT_KINDS } from '../../../../domain/health/health.ts';
import {
  type ComponentView,
  groupComponents,
} from '../../../../dashboard/operation/health/component-group.ts';

function part(id: string, kind: ComponentView['kind'], state: ComponentView['state']): ComponentView {
  return { id, kind, name: id, state, text: '', since: null, remedy: null, figures: {} };
}

it('what is not well stands first, the gravest of it before the rest, and the others by kind', () => {
  const groups = groupComponents([
    part('look', 'monitor', 'ok'),
    part('store', 'service', 'ok'),
    part('disk', 'disk', 'warning'),
    part('scraper', 'agent', 'critical'),
    part('names', 'network', 'unknown'),
  ]);
  expect(groups.map(({ title, parts }) => [title, parts.map(({ id }) => id)])).toEqual([
    ['Not well', ['scraper', 'disk']],
    ['Services', ['store']],
    ['Processes', ['look']],
    ['The outside', ['names']],
  ]);
});

it('a component of any kind is shown while it is well', () => {
  const shown = groupComponents(COMPONENT_KINDS.map((kind) => part(kind, kind, 'ok')));
  expect(shown.flatMap(({ parts }) => parts.map(({ id }) => id)).toSorted()).toEqual(
    [...COMPONENT_KINDS].toSorted(),
  );
});
