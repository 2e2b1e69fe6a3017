// Dead letters: what was given up, with filters in the address, and trying again or discarding what fits them.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { LetterChoice } from '../../../api/schemas/recovery/dead-letter.ts';
import { useMay } from '../../api/caller.ts';
import { counted } from '../../../domain/system/counted.ts';
import { useCommands } from '../../api/registry.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { tell } from '../../ui/toast.tsx';
import { DangerQuestion } from '../../verb/verb-dialog.tsx';
import { LetterFilters } from './filters.tsx';
import { LetterRow } from './letter-row.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { type LetterSearch, choiceOf, discard, useLetterCounts, useLetters } from './use-letters.ts';

const TRY_ALL = { keys: null, label: 'Try all dead letters again', group: 'Dead letters', changes: true };

export function Screen(): ReactNode {
  const search: LetterSearch = useSearch({ strict: false });
  const list = useLetters(search);
  const counts = useLetterCounts();
  const [chosen, setChosen] = useState<LetterChoice | null>(null);
  const [isDiscarding, setDiscarding] = useState(false);
  const giveUp = useDiscard();
  const mayAct = useMay('operator');
  const open = counts.data?.open ?? 0;
  const hasSome = mayAct && open > 0 && (search.state ?? 'open') === 'open' && list.items?.length !== 0;
  const isFiltered = !('all' in choiceOf(search));
  useCommands([{ ...TRY_ALL, run: () => setChosen({ all: true }) }]);
  return (
    <>
      <PageHead
        title={open === 0 ? 'Nothing is given up' : `${counted(open, 'thing')} given up`}
        tab="Dead letters"
        sub="Pages, messages to channels and messages of RabbitMQ that used up their attempts. What works later is settled by itself."
        actions={
          hasSome ? (
            <>
              <Button kind="quiet" onClick={() => setDiscarding(true)}>
                {isFiltered ? 'Discard all that match' : 'Discard all'}
              </Button>
              <Button kind="primary" onClick={() => setChosen(choiceOf(search))}>
                {isFiltered ? 'Try all that match again' : 'Try all again'}
              </Button>
            </>
          ) : null
        }
      />
      <LetterFilters search={search} />
      <Card flush>
        <ListFrame list={list} empty={<Nothing search={search} />}>
          {(items) => (
            <ol>
              {items.map((one) => (
                <LetterRow
                  key={one.letterId}
                  of={one}
                  replay={() => setChosen({ ids: [one.letterId] })}
                  discard={() => void giveUp({ ids: [one.letterId] })}
                />
              ))}
            </ol>
          )}
        </ListFrame>
      </Card>
      {chosen === null ? null : <ReplayDialog choice={chosen} close={() => setChosen(null)} />}
      {isDiscarding ? (
        <DiscardQuestion
          isFiltered={isFiltered}
          close={() => setDiscarding(false)}
          act={() => void giveUp(choiceOf(search))}
        />
      ) : null}
    </>
  );
}

interface DiscardProps {
  readonly isFiltered: boolean;
  readonly close: () => void;
  readonly act: () => void;
}

function DiscardQuestion({ isFiltered, ...props }: DiscardProps): ReactNode {
  return (
    <DangerQuestion
      title={isFiltered ? 'Discard all dead letters that match the filters?' : 'Discard all dead letters?'}
      lines={['They are not tried again. What fails once more later is a dead letter again.']}
      verb="Discard"
      {...props}
    />
  );
}

function useDiscard(): (choice: LetterChoice) => Promise<void> {
  const queries = useQueryClient();
  return async (choice) => {
    try {
      const { discarded } = await discard(choice);
      tell(`${counted(discarded, 'letter')} discarded.`);
    } catch (error) {
      tell(error instanceof Error ? error.message : 'It could not be discarded.', { tone: 'refused' });
    }
    await queries.invalidateQueries({ queryKey: ['dead-letters'] });
  };
}

function Nothing({ search }: { readonly search: LetterSearch }): ReactNode {
  const navigate = useNavigate();
  if (Object.keys(search).length > 0)
    return (
      <EmptyState
        title="No dead letter matches these filters"
        action={
          <Button onClick={() => void navigate({ to: '/dead-letters', search: {} })}>
            Show all open ones
          </Button>
        }
      />
    );
  return (
    <EmptyState
      title="No dead letters"
      action={
        <ButtonLink to="/runs" search={{}}>
          Look at runs
        </ButtonLink>
      }
    >
      A page that fails on every attempt, a message that no channel takes, a message that no scraper can read:
      they come here, with the reason and what can be done.
    </EmptyState>
  );
}
