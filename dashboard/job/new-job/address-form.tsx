// The one field a new job begins with: the address of a page.
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { isProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { FieldFaults } from '../../ui/field/field-fault.tsx';

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
      <label htmlFor="address" className="text-s text-ink-2">
        Address of the page
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id="address"
          ref={field}
          value={address}
          onChange={(event) => onType(event.target.value)}
          onBlur={leave}
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          placeholder="https://shop.example/product"
          aria-invalid={faults.length > 0}
          aria-describedby={faults.length > 0 ? 'address-fault' : undefined}
          className="min-h-11 min-w-0 flex-1 basis-64 rounded-m border border-line-strong bg-sheet px-3.5 text-l placeholder:text-ink-3"
        />
        <Button
          type="submit"
          kind={again ? 'plain' : 'primary'}
          disabled={busy || address.trim() === ''}
          className="min-h-11 px-5"
        >
          {busy ? 'Looking…' : again && isLooked ? 'Look again' : 'Look at it'}
        </Button>
      </div>
      <FieldFaults id="address-fault" faults={faults} />
    </form>
  );
}
