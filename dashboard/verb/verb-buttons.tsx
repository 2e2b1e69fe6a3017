// The verbs of a job as buttons: those its state allows can be pressed, the others say why not.
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { type Verb, type VerbJob, useVerb } from './use-verb.ts';

interface VerbButtonsProps {
  readonly job: VerbJob;
  /** What can be asked of the job now, as the API says. */
  readonly allowed: readonly string[];
}

const SHOWN: readonly { readonly verb: Verb; readonly word: string; readonly icon: IconName }[] = [
  { verb: 'start', word: 'Run now', icon: 'play' },
  { verb: 'pause', word: 'Pause', icon: 'pause' },
  { verb: 'resume', word: 'Resume', icon: 'play' },
  { verb: 'stop', word: 'Stop', icon: 'stop' },
];

export function VerbButtons({ job, allowed }: VerbButtonsProps): ReactNode {
  const { mutate, isPending } = useVerb();
  return SHOWN.filter(({ verb }) => allowed.includes(verb)).map(({ verb, word, icon }) => (
    <Button key={verb} disabled={isPending} onClick={() => mutate({ job, verb })}>
      <Icon name={icon} size={13} />
      {word}
    </Button>
  ));
}
