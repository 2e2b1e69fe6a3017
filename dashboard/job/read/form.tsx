// What page is read, and how it is wanted.
import type { FormEvent, ReactNode } from 'react';
import { isProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { AddressInput } from '../../ui/field/address-input.tsx';
import { CheckField, SelectField } from '../../ui/field/plain-fields.tsx';
import { READ_FORMS, type ReadForm } from './use-read.ts';

interface ReadFormCardProps {
  readonly address: string;
  readonly setAddress: (address: string) => void;
  readonly whole: boolean;
  readonly setWhole: (whole: boolean) => void;
  readonly as: ReadForm;
  readonly choose: (as: ReadForm) => void;
  readonly send: () => void;
  readonly isReading: boolean;
  /** What was read stands below, and something else is next. */
  readonly isRead: boolean;
  readonly error: unknown;
}

function addressFaults(error: unknown) {
  return isProblem(error) ? error.faults.filter(({ pointer }) => pointer === '/url') : [];
}

/** What is wrong with the address stands at its field. */
export function isAtAddress(error: unknown): boolean {
  return addressFaults(error).length > 0;
}

export function ReadFormCard(props: ReadFormCardProps): ReactNode {
  const { address, setAddress, whole, setWhole, as, choose, send, isReading, isRead, error } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const faults = addressFaults(error);
  return (
    <Card>
      <form onSubmit={submit} className="grid gap-3" noValidate>
        <AddressInput id="read-address" address={address} onType={setAddress} faults={faults}>
          <Button
            type="submit"
            kind={isRead ? 'plain' : 'primary'}
            disabled={isReading || address.trim() === ''}
            className="min-h-11 px-5"
          >
            {isReading ? 'Reading…' : 'Read it'}
          </Button>
        </AddressInput>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <SelectField label="As" value={as} options={READ_FORMS} change={choose} />
          <CheckField label="With menus, banners and the foot of the page" value={whole} change={setWhole} />
        </div>
      </form>
    </Card>
  );
}
