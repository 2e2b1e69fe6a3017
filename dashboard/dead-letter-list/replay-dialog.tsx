// The question before a replay: how many pages, in which runs, and how long that takes at the pace of the hosts.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { LetterChoice } from '../../api/schemas/recovery/dead-letter.ts';
import { Button } from '../ui/button.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';
import { tell } from '../ui/toast.tsx';
import { canReplay, forecastLines, replayedWords } from './letter-words.ts';
import { replay, useForecast } from './use-letters.ts';

interface ReplayDialogProps {
  readonly choice: LetterChoice;
  readonly close: () => void;
}

export function ReplayDialog({ choice, close }: ReplayDialogProps): ReactNode {
  const queries = useQueryClient();
  const forecast = useForecast(choice);
  const [isSent, setSent] = useState(false);
  const begin = async (): Promise<void> => {
    setSent(true);
    try {
      tell(replayedWords(await replay(choice)));
    } catch (error) {
      tell(error instanceof Error ? error.message : 'It could not be begun.', { tone: 'refused' });
    }
    await queries.invalidateQueries({ queryKey: ['dead-letters'] });
    close();
  };
  const { data, error } = forecast;
  return (
    <Modal
      alert
      title="Try these again?"
      close={close}
      actions={
        <>
          <Button onClick={close}>Leave them as they are</Button>
          <Button
            kind="primary"
            disabled={data === undefined || !canReplay(data) || isSent}
            onClick={() => void begin()}
          >
            Try again
          </Button>
        </>
      }
    >
      {error === null ? null : <ProblemNote error={error} />}
      {data === undefined && error === null ? <Loading rows={2} label="Looking at what it takes" /> : null}
      {data === undefined ? null : <ForecastList lines={forecastLines(data)} />}
    </Modal>
  );
}

export function ForecastList({ lines }: { readonly lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return <p className="text-ink-2">There is nothing that can be tried again.</p>;
  return (
    <ul className="grid gap-2 text-ink-2">
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}
