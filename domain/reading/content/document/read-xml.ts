// Goes over an XML document of a foreign archive, element by element: no entities of its own, nothing it refers to.
import { Parser } from 'htmlparser2';

export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** `skipped`: elements that are left out with all they hold. */
export function readXml(xml: string, handlers: XmlHandlers, skipped: ReadonlySet<string> = new Set()): void {
  let inSkipped = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (inSkipped > 0 || skipped.has(name)) inSkipped += 1;
        else handlers.open?.(name, attributes);
      },
      onclosetag: (name) => {
        if (inSkipped > 0) inSkipped -= 1;
        else handlers.close?.(name);
      },
      ontext: (text) => {
        if (inSkipped === 0) handlers.text?.(text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
}

/** The text of the first element of that name; empty: there is none. */
export function xmlValue(xml: string, wanted: string): string {
  let found: string | null = null;
  let isIn = false;
  readXml(xml, {
    open: (name) => {
      if (name === wanted && found === null) [isIn, found] = [true, ''];
    },
    text: (text) => {
      if (isIn) found = (found ?? '') + text;
    },
    close: (name) => {
      if (name === wanted) isIn = false;
    },
  });
  return (found ?? '').trim();
}
