// The question before a replay: how many pages, in which runs, and how long that takes at the pace of the hosts.
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LetterChoice } from '../../../api/schemas/recovery/dead-letter.ts';
import { tell } from '../../ui/toast.tsx';
import { ForecastDialog } from './forecast-dialog.tsx';
import { canReplay, replayedWords } from './letter-words.ts';
import { replay, useForecast } from './use-letters.ts';

interface ReplayDialogProps {
  readonly choice: LetterChoice;
  readonly close: () => void;
}

export function ReplayDialog({ choice, close }: ReplayDialogProps): ReactNode {
  const queries = useQueryClient();
  const begin = async (): Promise<void> => {
    try {
      tell(replayedWords(await replay(choice)));
    } finally {
      await queries.invalidateQueries({ queryKey: ['dead-letters'] });
    }
  };
  return (
    <ForecastDialog
      title="Try these again?"
      forecast={useForecast(choice)}
      isPossible={canReplay}
      verb="Try again"
      begin={begin}
      close={close}
    />
  );
}
