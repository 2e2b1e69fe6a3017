// The one field a new job begins with: the address of a page.
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { isProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { AddressInput } from '../../ui/field/address-input.tsx';

interface AddressFormProps {
  readonly address: string;
  readonly onType: (address: string) => void;
  readonly onLook: () => void;
  readonly busy: boolean;
  readonly error: unknown;
  /** It was looked at already. */
  readonly again: boolean;
  /** What stands in the field is what was looked at. */
  readonly isLooked: boolean;
}

export function AddressForm(props: AddressFormProps): ReactNode {
  const { address, onType, onLook, busy, error, again, isLooked } = props;
  const field = useRef<HTMLInputElement>(null);
  // While a look goes on, whoever began it elsewhere stays there.
  const isBeginning = !again && !isLooked;
  useEffect(() => {
    if (isBeginning) field.current?.focus();
  }, [isBeginning]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') onLook();
  };
  /** A corrected address is looked at as soon as its field is left. */
  const leave = (): void => {
    if ((again || error !== null) && !isLooked && address.trim() !== '') onLook();
  };
  const faults = isProblem(error) ? error.faults.filter(({ pointer }) => pointer === '/url') : [];
  return (
    <form onSubmit={submit} className="grid gap-1.5" noValidate>
      <AddressInput
        id="address"
        input={field}
        address={address}
        onType={onType}
        onLeave={leave}
        faults={faults}
      >
        <Button
          type="submit"
          kind={again ? 'plain' : 'primary'}
          disabled={busy || address.trim() === ''}
          className="min-h-11 px-5"
        >
          {busy ? 'Looking…' : again && isLooked ? 'Look again' : 'Look at it'}
        </Button>
      </AddressInput>
    </form>
  );
}
