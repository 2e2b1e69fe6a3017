// How well a selector will outlive changes of its site, with the reason: judged by what it is written with.
import { isLastingName } from './lasting-name.ts';

type Sturdiness = 'sturdy' | 'fair' | 'fragile';

export interface SelectorJudgement {
  readonly sturdiness: Sturdiness;
  readonly why: string;
}

const POSITIONS =
  /:nth-|:(?:first|last|only)-of-type|:only-child|\[\d+\]|:(?:first|last)-child(?!.*:icontains)/;
const MAX_LEVELS = 5;
/** "dt:icontains("Weight") ~ dd:not(dt:icontains("Weight") ~ dt ~ dd)": to the next label. */
const TO_NEXT_LABEL = /:not\((?:[\w-]+:icontains\(""\)|#[\w-]+) ~ [\w-]+ ~ [\w-]+\)/g;
const NAMES = /[.#]((?:\\.|[\w-])+)/g;
const MACHINE_ATTRIBUTE = /\[(?:itemprop|property|name|data-[\w-]+)/;

/** What it is written with, texts left out, and the reason; the first that fits counts. */
const WAYS: readonly (readonly [RegExp, SelectorJudgement])[] = [
  [
    /:nth-(?:last-)?of-type\(n\+\d+\)/,
    fragile('it counts what stands around it: when some of that goes, the part is lost'),
  ],
  [
    /:icontains\(.*:icontains\(|:(?:first|last)-child.*:icontains\(|:icontains\(.*:(?:first|last)-child|:has\(~/,
    fragile('it goes by what stands before and after it: when that changes, the part is lost'),
  ],
  [
    /(?:^|\s)(li|p):icontains\(""\) ~ \1(?![\w-])/,
    fragile('it goes by the text of the one before it: when that changes, the part is lost'),
  ],
  [POSITIONS, fragile('it counts positions: an element that comes or goes before it breaks it')],
  [/:icontains\(""\)(?:$|\s*[+~])/, fair('it goes by the words of a label, which change with the language')],
  [/:has\([^)]*\[href=/, fair('it goes by the link of the item: an item with another link is another item')],
  [MACHINE_ATTRIBUTE, sturdy('it goes by an attribute made for machines')],
  [/#[\w-]+\s*$/, sturdy('it goes by the id of the part')],
  [/#[\w-]+\s*[+~]/, fair('it goes by the id of what stands before it')],
  [/^(?:main|article|h1|title|body)$/, sturdy('it goes by what the part is')],
  [/\[href=/, fair('it goes by where the link leads')],
  [/\[class\*=/, fair('it goes by the part of a class name that a build leaves as it is')],
  [/\.[\w-]/, fair('it goes by class names, which change with the design')],
];

/** Also for XPath, of which positions and levels are judged. */
export function judgeSelector(selector: string): SelectorJudgement {
  const written = selector.replace(/"(?:\\.|[^"\\])*"/g, '""').replace(TO_NEXT_LABEL, '');
  const generated = [...written.replace(/\[[^\]]*\]/g, '').matchAll(NAMES)]
    .map(([, name = '']) => name)
    .find((name) => !isLastingName(name));
  if (generated !== undefined && !selector.startsWith('/'))
    return fragile(`"${generated}" looks generated: it may change with the next build of the site`);
  const counts = POSITIONS.test(written);
  const levels = written.split(/\s*[>+~]\s*|\s+|\/+/).filter((step) => step !== '').length;
  if (levels > MAX_LEVELS && !counts && !written.includes(':has('))
    return fragile(`it goes down ${levels} levels: a new box around the part breaks it`);
  return WAYS.find(([way]) => way.test(written))?.[1] ?? fair('it goes by the kind of element');
}

function sturdy(why: string): SelectorJudgement {
  return { sturdiness: 'sturdy', why };
}

function fair(why: string): SelectorJudgement {
  return { sturdiness: 'fair', why };
}

function fragile(why: string): SelectorJudgement {
  return { sturdiness: 'fragile', why };
}
