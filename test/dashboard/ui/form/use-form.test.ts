import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ApiProblem } from '../../../../dashboard/api/problem.ts';
import { FormFaults, FormProblem } from '../../../../dashboard/ui/form/form-fault.tsx';
import { type Form, saidError, useForm } from '../../../../dashboard/ui/form/use-form.ts';

const refusal = new ApiProblem('validation', {
  title: 'Refused',
  status: 422,
  errors: [
    { pointer: '/name', detail: 'A name is needed.' },
    { pointer: '/when/runs', detail: 'Write a number of runs.' },
  ],
});

interface Draft {
  readonly name: string;
  readonly hours: string;
}

function firstForm(options: Partial<Parameters<typeof useForm<Draft, null>>[0]>): Form<Draft> {
  const forms: Form<Draft>[] = [];
  const Screen = (): null => {
    const first = { name: 'Moves', hours: '' };
    forms.push(
      useForm<Draft, null>({ first, send: () => Promise.resolve(null), done: () => {}, ...options }),
    );
    return null;
  };
  renderToStaticMarkup(
    createElement(QueryClientProvider, { client: new QueryClient() }, createElement(Screen)),
  );
  const [form] = forms;
  if (form === undefined) throw new Error('The form was not rendered.');
  return form;
}

test('a new form shows what is filled in at first, and no fault before the first try', () => {
  const form = firstForm({ check: () => ({ hours: 'Give for how many hours.' }) });
  expect(form.field('name')).toMatchObject({ value: 'Moves', fault: undefined });
  expect(form.field('hours').fault).toBeUndefined();
  expect(form).toMatchObject({ isPending: false, error: null, placed: [] });
});

test('what is filled in at first may be made when the form is', () => {
  expect(firstForm({ first: () => ({ name: '', hours: '2' }) }).values).toEqual({ name: '', hours: '2' });
});

test('places of fields are those whose faults the form leaves to them', () => {
  expect(firstForm({ places: { name: '/name' } }).placed).toEqual(['/name']);
});

test('a fault that was found here goes with what it was about, a refusal of the API stays', () => {
  const own = new Error('Give for how many hours.');
  expect(saidError(own, true)).toBe(own);
  expect(saidError(own, false)).toBeNull();
  expect(saidError(refusal, false)).toBe(refusal);
  expect(saidError(null, true)).toBeNull();
});

test('a note says what no field says', () => {
  const shown = (placed: string[]): string =>
    renderToStaticMarkup(createElement(FormProblem, { error: refusal, placed }));
  expect(shown([])).toContain('A name is needed.');
  expect(shown(['/name'])).not.toContain('A name is needed.');
  expect(shown(['/name'])).toContain('Write a number of runs.');
  expect(shown(['/name', '/when'])).toContain('said at its field');
  expect(renderToStaticMarkup(createElement(FormProblem, { error: null }))).toBe('');
});

test('lines say what no field says, and what was found here', () => {
  const shown = (error: unknown, placed: string[] = []): string =>
    renderToStaticMarkup(createElement(FormFaults, { id: 'faults', error, placed }));
  expect(shown(refusal, ['/name'])).toBe(
    '<div id="faults" role="alert" class="text-s text-failed"><p dir="auto">Write a number of runs.</p></div>',
  );
  expect(shown(new Error('Tick the days.'))).toContain('<p dir="auto">Tick the days.</p>');
  expect(shown(new ApiProblem('internal', { title: 'Broken', status: 500 }))).toContain('Broken.');
  expect(shown(null)).toBe('');
});
