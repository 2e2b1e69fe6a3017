// The fields of both versions: what differs stands first, with how far it moved and where it was read.
import type { ReactNode } from 'react';
import type { DiffView } from '../../api/schemas/change/diff.ts';
import { sourceWords } from '../../domain/reading/page/value-source.ts';
import { formatPercent } from '../ui/appearance/format.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { TableHead } from '../ui/list/table-head.tsx';
import { ScrollBox } from '../ui/list/scroll-box.tsx';

type Field = DiffView['fields'][number];

const HEADS = ['Field', 'Before', 'After', { name: 'Move', className: 'number' }, 'Read at'] as const;

export function FieldTable({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  if (fields.length === 0)
    return (
      <EmptyState title="No fields are read from this page">
        A job can take fields: the price, a number, a date. Add them in its settings.
      </EmptyState>
    );
  return (
    <ScrollBox label="Fields before and after">
      <table className="table min-w-[34rem]">
        <TableHead heads={HEADS} />
        <tbody>
          {fields.map((field) => (
            <FieldRow key={field.name} field={field} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function FieldRow({ field }: { readonly field: Field }): ReactNode {
  const { name, before, after, changed, percent, source, locator } = field;
  return (
    <tr>
      <th scope="row" className="!text-ink" dir="auto">
        {name}
        {changed ? <span className="ml-1.5 text-xs font-normal text-accent">differs</span> : null}
      </th>
      <td dir="auto" className={changed ? 'text-del-ink' : 'text-ink-2'}>
        {before ?? <span className="text-ink-3">not found</span>}
      </td>
      <td dir="auto" className={changed ? 'font-[560] text-add-ink' : 'text-ink-2'}>
        {after ?? <span className="text-ink-3">not found</span>}
      </td>
      <td className="number">{percent === null ? '' : formatPercent(percent)}</td>
      <td className="text-s text-ink-2">
        {sourceWords(source)}{' '}
        {locator === '' ? null : <code className="font-mono [overflow-wrap:anywhere]">{locator}</code>}
      </td>
    </tr>
  );
}
