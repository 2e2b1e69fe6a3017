// What is done with the selected changes, or with all that fit the filters.
import type { ReactNode } from 'react';
import { counted } from '../../../domain/system/counted.ts';
import { Button } from '../../ui/button.tsx';

interface BulkBarProps {
  readonly selected: number;
  readonly total: number | undefined;
  readonly onMark: (inbox: 'seen' | 'ignored' | 'unread') => void;
  readonly onMarkAll: () => void;
  readonly onClear: () => void;
}

export function BulkBar({ selected, total, onMark, onMarkAll, onClear }: BulkBarProps): ReactNode {
  if (selected === 0)
    return total === undefined || total === 0 ? null : (
      <Button kind="quiet" onClick={onMarkAll}>
        Mark all {total > 1 ? counted(total, 'change') : ''} as seen
      </Button>
    );
  return (
    <div role="toolbar" aria-label="Selected changes" className="flex flex-wrap items-center gap-2">
      <span className="text-s text-ink-2">{counted(selected, 'change')} selected</span>
      <Button onClick={() => onMark('seen')}>Seen</Button>
      <Button onClick={() => onMark('ignored')}>Ignore</Button>
      <Button onClick={() => onMark('unread')}>Unread</Button>
      <Button kind="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
