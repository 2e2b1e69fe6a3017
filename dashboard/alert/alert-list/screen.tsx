// Alerts: what lasts and what was told, with acknowledge, snooze and resolve; and the rules that say who is told of what.
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import { useList } from '../../api/use-list.ts';
import { counted } from '../../../domain/system/counted.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { Windows } from '../maintenance-list/windows.tsx';
import { IncidentRow } from './incident-row.tsx';
import { RuleForm } from './rule-form.tsx';
import { RuleRows } from './rule-rows.tsx';
import { useAlertRules, useIncidentCounts } from './use-alerts.ts';

const NOT_OVER = 'open,acknowledged,snoozed';

export function Screen(): ReactNode {
  const { section = 'open' }: { readonly section?: string } = useParams({ strict: false });
  const { data: counts } = useIncidentCounts();
  const [isNew, setNew] = useState(false);
  const firing = counts === undefined ? undefined : counts.open + counts.acknowledged + counts.snoozed;
  return (
    <>
      <PageHead
        title={headline(firing)}
        tab="Alerts"
        sub="A change or a price is told and over. A failure lasts until it is well again."
        actions={
          <Operators>
            <Button kind="primary" onClick={() => setNew(true)}>
              New rule
            </Button>
          </Operators>
        }
      />
      <LinkTabs
        label="Alerts"
        tabs={[
          { name: 'Not over', to: '/alerts', current: section === 'open', count: firing },
          {
            name: 'All that was told',
            to: '/alerts/$section',
            params: { section: 'told' },
            current: section === 'told',
          },
          {
            name: 'Rules',
            to: '/alerts/$section',
            params: { section: 'rules' },
            current: section === 'rules',
          },
          {
            name: 'Maintenance',
            to: '/alerts/$section',
            params: { section: 'maintenance' },
            current: section === 'maintenance',
          },
        ]}
      />
      <Section name={section} />
      {isNew ? <RuleForm close={() => setNew(false)} /> : null}
    </>
  );
}

function Section({ name }: { readonly name: string }): ReactNode {
  switch (name) {
    case 'rules':
      return <Rules />;
    case 'maintenance':
      return <Windows />;
    case 'told':
      return <Incidents states={undefined} />;
    default:
      return <Incidents states={NOT_OVER} />;
  }
}

function headline(firing: number | undefined): string {
  if (firing === undefined) return 'Alerts';
  return firing === 0
    ? 'No alert is open'
    : `${counted(firing, 'alert')} ${firing === 1 ? 'is' : 'are'} not over`;
}

function Incidents({ states }: { readonly states: string | undefined }): ReactNode {
  const { items, error, retry, more, isReading } = useList(['incidents'], '/v1/incidents', {
    state: states,
  });
  if (error !== null && error !== undefined) return <ProblemNote error={error} retry={retry} />;
  if (items === null) return <Loading label="Loading alerts" />;
  if (items.length === 0)
    return states === undefined ? (
      <EmptyState title="Nothing was told yet">
        The rules tell of changes that matter, of pages that keep failing and of failed runs.
      </EmptyState>
    ) : (
      <EmptyState title="Nothing is wrong now">What was told stands under “All that was told”.</EmptyState>
    );
  return (
    <Card flush>
      <ul>
        {items.map((incident) => (
          <IncidentRow key={incident.incidentId} of={incident} />
        ))}
      </ul>
      {more === null ? null : (
        <p className="border-t border-line p-3 text-center">
          <Button disabled={isReading} onClick={more}>
            Older ones
          </Button>
        </p>
      )}
    </Card>
  );
}

function Rules(): ReactNode {
  const rules = useAlertRules();
  if (rules.error !== null) return <ProblemNote error={rules.error} retry={() => void rules.refetch()} />;
  if (rules.data === undefined) return <Loading label="Loading rules" />;
  if (rules.data.items.length === 0)
    return <EmptyState title="There are no rules">Nobody is told of anything. Make one above.</EmptyState>;
  return (
    <Card flush>
      <RuleRows rules={rules.data.items} />
    </Card>
  );
}
