// A form in a dialog of its own: its fields, what was refused, and the buttons at its foot.
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';
import { Modal } from '../modal.tsx';
import { FormProblem } from './form-fault.tsx';
import type { Form } from './use-form.ts';

interface FormModalProps {
  readonly title: string;
  /** The word on the button that sends it. */
  readonly verb: string;
  readonly form: Pick<Form<never>, 'submit' | 'error' | 'placed'>;
  /** All that is needed is filled in. */
  readonly isReady: boolean;
  readonly close: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function FormModal(props: FormModalProps): ReactNode {
  const { title, verb, form, isReady, close, wide = false, children } = props;
  return (
    <Modal title={title} close={close} wide={wide}>
      <form onSubmit={form.submit} className="grid gap-4">
        {children}
        <FormProblem {...form} />
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!isReady}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
