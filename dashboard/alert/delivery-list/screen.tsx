// What was sent to channels, newest first, each with its attempts behind it. Filters stand in the address.
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useList } from '../../api/use-list.ts';
import { ChoiceFilter, FilterForm } from '../../ui/list/filter-form.tsx';
import { useFilter } from '../../ui/list/use-filter.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { DeliveryRow } from './delivery-row.tsx';

interface DeliverySearch {
  readonly state?: string;
  readonly channel?: string;
}

const STATES = { '': 'any', waiting: 'waiting', delivered: 'delivered', dead: 'given up' };

export function Screen(): ReactNode {
  const { state, channel }: DeliverySearch = useSearch({ strict: false });
  const set = useFilter();
  const list = useList(['deliveries'], '/v1/deliveries', { state, channel, limit: 50 });
  return (
    <>
      <PageHead
        title="What was sent"
        tab="Deliveries"
        crumbs={[{ name: 'Settings', to: '/settings/channels' }]}
        sub="Every message to every channel with its attempts, kept for 90 days. What fails is tried for a day."
      />
      <FilterForm label="Filters of deliveries">
        <ChoiceFilter
          label="State"
          value={state}
          choices={STATES}
          choose={(chosen) => set({ state: chosen })}
        />
      </FilterForm>
      <Card flush>
        <ListFrame list={list} empty={<Nothing isFiltered={state !== undefined || channel !== undefined} />}>
          {(items) => (
            <ol>
              {items.map((one) => (
                <DeliveryRow key={one.deliveryId} of={one} />
              ))}
            </ol>
          )}
        </ListFrame>
      </Card>
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  if (isFiltered)
    return (
      <EmptyState
        title="Nothing of this kind was sent"
        action={
          <ButtonLink to="/deliveries" search={{}}>
            Show all
          </ButtonLink>
        }
      />
    );
  return (
    <EmptyState
      title="Nothing was sent yet"
      action={
        <ButtonLink kind="primary" to="/settings/$section" params={{ section: 'channels' }}>
          Channels
        </ButtonLink>
      }
    >
      Make a channel and send it a test.
    </EmptyState>
  );
}
