// The one field of a form that begins with the address of a page, large, with what is wrong with it below.
import type { ReactNode, Ref } from 'react';
import type { FieldFault } from '../../api/problem.ts';
import { FieldFaults } from './field-fault.tsx';

interface AddressInputProps {
  readonly id: string;
  readonly address: string;
  readonly onType: (address: string) => void;
  readonly onLeave?: () => void;
  readonly input?: Ref<HTMLInputElement>;
  readonly faults: readonly FieldFault[];
  /** The button beside it. */
  readonly children: ReactNode;
}

export function AddressInput(props: AddressInputProps): ReactNode {
  const { id, address, onType, onLeave, input, faults, children } = props;
  const faultId = `${id}-fault`;
  return (
    <>
      <label htmlFor={id} className="text-s text-ink-2">
        Address of the page
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          ref={input}
          value={address}
          onChange={(event) => onType(event.target.value)}
          onBlur={onLeave}
          inputMode="url"
          autoComplete="url"
          spellCheck={false}
          placeholder="https://shop.example/product"
          aria-invalid={faults.length > 0}
          aria-describedby={faults.length > 0 ? faultId : undefined}
          className="min-h-11 min-w-0 flex-1 basis-64 rounded-m border border-line-strong bg-sheet px-3.5 text-l placeholder:text-ink-3"
        />
        {children}
      </div>
      <FieldFaults id={faultId} faults={faults} />
    </>
  );
}
