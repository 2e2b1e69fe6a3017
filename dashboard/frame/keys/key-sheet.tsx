// The sheet behind `?`: all commands with keys, by group. It lists what is registered, so it is never out of
// date.
import type { ReactNode } from 'react';
import { Modal } from '../../ui/modal.tsx';
import { KeyName } from '../../ui/key-name.tsx';
import { useRegisteredCommands } from '../../api/registry.ts';

export function KeySheet({ close }: { readonly close: () => void }): ReactNode {
  const commands = useRegisteredCommands().filter(({ keys }) => keys !== null);
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <Modal title="Keys" close={close} wide>
      <div className="grid gap-x-10 gap-y-5 phone:grid-cols-2">
        {groups.map((group) => (
          <section key={group}>
            <h3 className="mb-1 text-s font-[550] text-ink-3">{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map(({ keys, label }) => (
                  <div
                    key={label}
                    className="flex items-baseline justify-between gap-4 border-b border-line py-1.5"
                  >
                    <dt>{label}</dt>
                    <dd className="whitespace-nowrap">
                      <KeyName keys={keys ?? ''} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
