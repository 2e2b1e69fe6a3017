// The focus of a group of controls that come and go, as the verbs of a job do: when the control that has it goes, the one
// in its place gets it, so that whoever uses the keyboard is not sent back to the begin of the page.
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled)';

export function useKeptFocus<Group extends HTMLElement>(): RefObject<Group | null> {
  const group = useRef<Group>(null);
  /** Place of the control that has the focus; null: it is elsewhere. */
  const place = useRef<number | null>(null);
  useEffect(() => {
    const here = group.current;
    if (here === null) return undefined;
    const arrive = ({ target }: FocusEvent): void => {
      const at = controlsOf(here).findIndex((control) => control === target);
      place.current = at < 0 ? null : at;
    };
    // Without a new target the control may have been taken away.
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget !== null) place.current = null;
    };
    const press = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node && here.contains(target))) place.current = null;
    };
    here.addEventListener('focusin', arrive);
    here.addEventListener('focusout', leave);
    document.addEventListener('pointerdown', press);
    return () => {
      here.removeEventListener('focusin', arrive);
      here.removeEventListener('focusout', leave);
      document.removeEventListener('pointerdown', press);
    };
  }, []);
  // After each drawing, because any of them may have taken the control away.
  useLayoutEffect(() => {
    if (place.current === null || group.current === null || !isFocusLost()) return;
    const left = controlsOf(group.current);
    left[Math.min(place.current, left.length - 1)]?.focus();
  });
  return group;
}

function controlsOf(group: HTMLElement): HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>(CONTROLS)];
}

/** Nothing has the focus: the control that had it is gone. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
