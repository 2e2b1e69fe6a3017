// What is typed in the form of page steps becomes a step, and what is emptied is left out where the step can do without it.
import { describe, expect, it } from 'vitest';
import {
  memberText,
  membersOfPageStep,
  moved,
  NEW_PAGE_STEP,
  PAGE_STEP_KINDS,
  withKind,
  withMember,
} from '../../../../dashboard/job/settings/page-step-draft.ts';
import { pageStepSchema } from '../../../../domain/config/page-step/schema.ts';
import type { PageStep } from '../../../../domain/web/page-step/page-step.ts';

const click: PageStep = { do: 'click', text: 'Load more', name: 'more' };

describe('a step in the form', () => {
  it('has every kind that the API takes, with all its members', () => {
    const forms = pageStepSchema.options.map(({ shape }) => shape);
    expect(PAGE_STEP_KINDS.map(([kind]) => kind).toSorted()).toEqual(
      forms.map((one) => one.do.value).toSorted(),
    );
    for (const { do: kind, ...shape } of forms) {
      // These have fields of their own in the row of a step.
      const known = new Set(['name', 'timeoutMs', 'optional', 'secret', 'hosts']);
      const members = Object.keys(shape).filter((name) => !known.has(name));
      const shown = membersOfPageStep(withKind(NEW_PAGE_STEP, kind.value)).map(({ name }) => name);
      expect([kind.value, shown.toSorted()]).toEqual([kind.value, members.toSorted()]);
    }
  });

  it('keeps of another kind what that kind has as well', () => {
    expect(withKind(click, 'wait')).toEqual({ do: 'wait', text: 'Load more', name: 'more' });
    expect(withKind(click, 'fill')).toEqual({ do: 'fill', selector: '', value: '', name: 'more' });
  });

  it('leaves out what is emptied, and keeps what a step has to have', () => {
    expect(withMember(click, 'text', '')).toEqual({ do: 'click', name: 'more' });
    expect(withMember(click, 'optional', true)).toEqual({ ...click, optional: true });
    expect(withMember({ ...click, optional: true }, 'optional', false)).toEqual(click);
    const fill: PageStep = { do: 'fill', selector: '#zip', value: '8001' };
    expect(withMember(fill, 'value', '')).toEqual({ ...fill, value: '' });
    expect([memberText(fill, 'value'), memberText(fill, 'none')]).toEqual(['8001', '']);
  });

  it('moves within its list', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a'], 3, -1)).toEqual(['a']);
  });
});
