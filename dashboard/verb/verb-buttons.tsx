// The verbs of a job: what people ask for most as buttons, the others in a menu where those that are not
// possible now stay visible and say why. Used by the list of jobs, a job and a run.
import { type ReactNode, useState } from 'react';
import { LOOK_ONLY } from '../ui/field/operators.tsx';
import { useMay } from '../api/caller.ts';
import { useCommands } from '../api/registry.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useKeptFocus } from '../ui/kept-focus.ts';
import { ActionMenu, type MenuAction } from '../ui/menu.tsx';
import { useVerb } from './use-verb.ts';
import { VerbDialog } from './verb-dialog.tsx';
import { VERBS, VERB_ICONS, VERB_WORDS, type Verb, type VerbJob, needsQuestion, refusalOf } from './verb.ts';

export interface VerbButtonsProps {
  readonly job: VerbJob;
  /** What can be asked of the job now, as the API says. */
  readonly allowed: readonly string[];
  /** Entries of the screen's own, after the verbs in the menu. */
  readonly more?: readonly MenuAction[];
  /** Called when the job was removed; the screen goes elsewhere. */
  readonly onDeleted?: () => void;
}

const BUTTONS: readonly Verb[] = ['start', 'pause', 'resume', 'stop', 'restore'];

export function VerbButtons({ job, allowed, more = [], onDeleted }: VerbButtonsProps): ReactNode {
  const { request, isPending, dialog } = useAskedVerb(job, onDeleted);
  const mayAct = useMay('operator');
  const forCaller = useActionsOfCaller();
  const shown = mayAct ? BUTTONS.filter((verb) => allowed.includes(verb)) : [];
  const group = useKeptFocus<HTMLDivElement>();
  return (
    <div ref={group} className="contents">
      {shown.map((verb) => {
        // A second click before the answer was meant for the first one, even if another verb stands in its place by now. What asks
        // first may be asked meanwhile.
        const isOff = isPending && !needsQuestion(verb);
        return (
          // A disabled button would lose the focus.
          <Button key={verb} aria-disabled={isOff} onClick={() => (isOff ? undefined : request(verb))}>
            <Icon name={VERB_ICONS[verb]} size={13} />
            {VERB_WORDS[verb]}
          </Button>
        );
      })}
      <ActionMenu
        label={`More for ${job.name}`}
        actions={forCaller([...menuOf(job, allowed, request), ...more])}
      >
        <Icon name="more" />
      </ActionMenu>
      {dialog}
    </div>
  );
}

/** All verbs in one menu, for rows of a list. */
export function VerbMenu({ job, allowed, more = [], onDeleted }: VerbButtonsProps): ReactNode {
  const { request, dialog } = useAskedVerb(job, onDeleted);
  const forCaller = useActionsOfCaller();
  const actions = VERBS.map((verb) => toAction(verb, job, { allowed, request }));
  return (
    <>
      <ActionMenu label={`Actions for ${job.name}`} actions={forCaller([...actions, ...more])}>
        <Icon name="more" />
      </ActionMenu>
      {dialog}
    </>
  );
}

/** What the caller may not choose stays in the menu and says why. */
function useActionsOfCaller(): (actions: readonly MenuAction[]) => MenuAction[] {
  const [isOperator, isAdmin] = [useMay('operator'), useMay('admin')];
  const refusedTo = ({ id, refused }: MenuAction): string | undefined => {
    if (!isOperator) return LOOK_ONLY;
    return id === 'delete' && !isAdmin ? 'Admins delete jobs' : refused;
  };
  return (actions) => actions.map((action) => ({ ...action, refused: refusedTo(action) }));
}

interface AskedVerb {
  readonly request: (verb: Verb) => void;
  readonly isPending: boolean;
  /** The question that is open, if one is. */
  readonly dialog: ReactNode;
}

/** Asks for verbs; those that cost something are asked about first. */
function useAskedVerb(job: VerbJob, onDeleted?: () => void): AskedVerb {
  const { mutate, isPending } = useVerb(job.jobId);
  const [asked, setAsked] = useState<Verb | null>(null);
  const send = (verb: Verb): void => {
    setAsked(null);
    mutate({ job, verb }, { onSuccess: () => (verb === 'delete' ? onDeleted?.() : undefined) });
  };
  return {
    request: (verb) => (needsQuestion(verb) ? setAsked(verb) : send(verb)),
    isPending,
    dialog:
      asked === null ? null : (
        <VerbDialog job={job} verb={asked} close={() => setAsked(null)} confirm={send} />
      ),
  };
}

function menuOf(job: VerbJob, allowed: readonly string[], request: (verb: Verb) => void): MenuAction[] {
  return VERBS.filter((verb) => !BUTTONS.includes(verb)).map((verb) =>
    toAction(verb, job, { allowed, request }),
  );
}

function toAction(
  verb: Verb,
  job: VerbJob,
  { allowed, request }: { readonly allowed: readonly string[]; readonly request: (verb: Verb) => void },
): MenuAction {
  return {
    id: verb,
    label: VERB_WORDS[verb],
    run: () => request(verb),
    refused: refusalOf(verb, job.state, allowed),
    danger: verb === 'delete' || verb === 'force-stop',
  };
}

interface VerbKeysProps extends Pick<VerbButtonsProps, 'job' | 'allowed'> {
  /** The heading they stand under in the sheet of keys. */
  readonly group: string;
}

/** The keys of the verbs on the screen of one job or run: `p`, `s`, `r`, `e`. */
export function VerbKeys({ group, job, allowed }: VerbKeysProps): ReactNode {
  const { request, dialog } = useAskedVerb(job);
  const ask = (...verbs: readonly Verb[]): void => {
    const verb = verbs.find((one) => allowed.includes(one));
    if (verb !== undefined) request(verb);
  };
  useCommands([
    { keys: 'p', label: 'Pause or resume', group, run: () => ask('pause', 'resume'), changes: true },
    { keys: 's', label: 'Stop', group, run: () => ask('stop'), changes: true },
    { keys: 'r', label: 'Run now', group, run: () => ask('start'), changes: true },
    { keys: 'e', label: 'Archive or restore', group, run: () => ask('archive', 'restore'), changes: true },
  ]);
  return dialog;
}
