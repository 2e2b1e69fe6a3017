// A button with a menu of actions; one that is not possible stays visible and says why.
import type { ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { buttonClass } from './button.tsx';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
  /** Why it can not be done now; the entry is shown all the same. */
  readonly refused?: string | undefined;
  readonly danger?: boolean;
}

interface ActionMenuProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly actions: readonly MenuAction[];
  readonly className?: string;
}

export function ActionMenu({ label, children, actions, className = '' }: ActionMenuProps): ReactNode {
  const refused = actions.filter((action) => action.refused !== undefined).map(({ id }) => id);
  return (
    <MenuTrigger>
      <AriaButton aria-label={label} className={`${buttonClass('quiet')} min-w-8 px-1.5 ${className}`}>
        {children}
      </AriaButton>
      <Popover className="min-w-48 rounded-m border border-line-strong bg-sheet p-1 shadow-card outline-none">
        <Menu
          aria-label={label}
          disabledKeys={refused}
          className="outline-none"
          onAction={(key) => actions.find(({ id }) => id === key)?.run()}
        >
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              className={({ isFocused, isDisabled }) =>
                `block cursor-pointer rounded-s px-2.5 py-1.5 outline-none ${isFocused ? 'bg-accent-soft' : ''} ${isDisabled ? 'cursor-not-allowed' : ''} ${action.danger === true ? 'text-failed' : ''}`
              }
            >
              <Text slot="label" className={action.refused === undefined ? '' : 'text-ink-3'}>
                {action.label}
              </Text>
              {action.refused === undefined ? null : (
                <Text slot="description" className="block text-xs text-ink-3">
                  {action.refused}
                </Text>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
