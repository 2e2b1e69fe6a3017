// How Webloom knows: what was read, where, by which step and rule, and what else differs and is silent.
import type { ReactNode } from 'react';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import type { DiffView } from '../../api/schemas/change/diff.ts';
import { sourceWords } from '../../domain/reading/page/value-source.ts';
import { counted } from '../../domain/system/counted.ts';
import { Card } from '../ui/card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { FullMoment } from '../ui/moment.tsx';

interface EvidenceProps {
  readonly change: ChangeView;
  readonly diff: DiffView | undefined;
}

export function EvidenceCard({ change, diff }: EvidenceProps): ReactNode {
  const [block] = change.blocks;
  const field = diff?.fields.find(({ changed }) => changed);
  return (
    <Card title="How Webloom knows">
      <Facts>
        <Fact name="Why">{change.reason}</Fact>
        {field === undefined ? null : (
          <Fact name={field.name}>
            <bdi>{field.after ?? 'not found'}</bdi>
            {field.source === '' ? null : (
              <span className="text-ink-3"> from {sourceWords(field.source)}</span>
            )}
          </Fact>
        )}
        {field === undefined || field.locator === '' ? null : (
          <Fact name="Read at" isCode>
            {field.locator}
          </Fact>
        )}
        {field === undefined || field.raw === '' ? null : <Fact name="Raw">“{field.raw}”</Fact>}
        <Place block={block} />
        {change.step === null ? null : <Fact name="Step">{diff?.verdict?.meaning ?? change.step}</Fact>}
        {change.rules.map(({ name, reason }) => (
          <Fact key={name} name="Rule">
            <bdi>{name}</bdi>: {reason}
          </Fact>
        ))}
        <Silent diff={diff} />
        <Fact name="Seen">
          <FullMoment at={change.at} />
        </Fact>
        {change.marked === null ? null : (
          <Fact name="Marked">
            {change.inbox} by {change.marked.by}
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function Place({ block }: { readonly block: ChangeView['blocks'][number] | undefined }): ReactNode {
  if (block === undefined) return null;
  return (
    <Fact name="On the page" isCode>
      {block.path}
      {block.inFrame ? ' (around the text)' : null}
    </Fact>
  );
}

function Silent({ diff }: { readonly diff: DiffView | undefined }): ReactNode {
  if (diff === undefined || diff.totals.silent === 0) return null;
  const meanings = diff.hunks.flatMap(({ lines }) => lines.flatMap(({ silent }) => silent?.meaning ?? []));
  const counts = new Map<string, number>();
  for (const meaning of meanings) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  return (
    <Fact name="Silent">
      {counted(diff.totals.silent, 'line')}:{' '}
      {[...counts].map(([meaning, count]) => (count > 1 ? `${meaning} (${count})` : meaning)).join(', ')}
    </Fact>
  );
}
