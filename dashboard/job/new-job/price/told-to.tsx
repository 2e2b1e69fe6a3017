// Whom a new job tells, in a line beside its button.
import type { ReactNode } from 'react';
import { rulesOfAllJobs, useAlertRules, useChannels } from '../../../alert/alert-list/use-alerts.ts';
import { nobodyIsTold } from '../../../alert/channel-list/who-is-told.ts';
import { channelsOfRules, type Telling } from '../telling.ts';

const MAX_NAMED = 3;

export function ToldTo({ telling }: { readonly telling: Telling }): ReactNode {
  const rules = useAlertRules();
  const channels = useChannels();
  if (rules.data === undefined || channels.data === undefined) return null;
  const common = channelsOfRules(rulesOfAllJobs(rules.data.items));
  const chosen = telling.of === 'rules' ? common : telling.channels;
  const why = nobodyIsTold(chosen, channels.data.items);
  if (why !== null) return <span className="text-s text-failed">{why}</span>;
  const names = channels.data.items
    .filter(({ channelId, on }) => on && (chosen === 'all' || chosen.includes(channelId)))
    .map(({ name }) => name);
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
  return (
    <span className="min-w-0 text-s break-words text-ink-3">
      told to {names.slice(0, MAX_NAMED).join(', ')}
      {more}
    </span>
  );
}
