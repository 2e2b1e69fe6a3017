// Why the driver could not do something with an element, in words of ours: its own messages tell what was filled in.

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/element is not enabled/i, 'the element is disabled'],
  [/element is not stable/i, 'the element does not stand still'],
  [/element is not visible/i, 'the element is there, but can not be seen'],
  [/outside of the viewport/i, 'the element lies outside of the view'],
  [
    /not an <input>|can not be filled|cannot be filled|not editable|cannot type text/i,
    'the element is no field to fill in',
  ],
  [/not a checkbox|not a <select>/i, 'the element is of another kind'],
  [/did not find some options/i, 'there is no such option'],
  [/detached|not attached/i, 'the element went away'],
  [/not a valid selector|while parsing css|unknown engine/i, 'the browser does not know this selector'],
];
const COVERED = /<(\w+)([^>]{0,300})>[^\n]*intercepts pointer events/;

export function driverFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const covering = COVERED.exec(message);
  if (covering !== null)
    return `the element is covered by ${coverName(covering[1] ?? '', covering[2] ?? '')}`;
  const known = FAULTS.findLast(([pattern]) => pattern.test(message));
  return known?.[1] ?? (/timeout/i.test(message) ? 'it was not done in time' : 'the browser refused it');
}

/** `<div class="overlay wide" data-x>` → div.overlay */
function coverName(tag: string, attributes: string): string {
  const id = /\bid="([\w-]{1,40})"/.exec(attributes)?.[1];
  const first = /\bclass="\s*([\w-]{1,40})/.exec(attributes)?.[1];
  return `${tag}${id === undefined ? '' : `#${id}`}${first === undefined ? '' : `.${first}`}`;
}
