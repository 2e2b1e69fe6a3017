// How well a selector will outlive changes of its site, with the reason: judged by what it is written with.
import { isLastingName } from './candidates.ts';

type Sturdiness = 'sturdy' | 'fair' | 'fragile';

export interface SelectorJudgement {
  readonly sturdiness: Sturdiness;
  readonly why: string;
}

const POSITIONS = /:(?:nth|first|last|only)-|\[\d+\]/;
const MAX_LEVELS = 5;
const NAMES = /[.#]((?:\\.|[\w-])+)/g;
const MACHINE_ATTRIBUTE = /\[(?:itemprop|property|name|data-[\w-]+)/;

/** Also for XPath, of which positions and levels are judged. */
export function judgeSelector(selector: string): SelectorJudgement {
  const generated = [...selector.replace(/\[[^\]]*\]/g, '').matchAll(NAMES)]
    .map(([, name = '']) => name)
    .find((name) => !isLastingName(name));
  if (generated !== undefined && !selector.startsWith('/'))
    return fragile(`"${generated}" looks generated: it may change with the next build of the site`);
  if (POSITIONS.test(selector))
    return fragile('it counts positions: an element that comes or goes before it breaks it');
  const levels = selector.split(/\s*[>+~]\s*|\s+|\/+/).filter((step) => step !== '').length;
  if (levels > MAX_LEVELS)
    return fragile(`it goes down ${levels} levels: a new box around the part breaks it`);
  if (MACHINE_ATTRIBUTE.test(selector)) return sturdy('it goes by an attribute made for machines');
  if (/#[\w-]+\s*$/.test(selector)) return sturdy('it goes by the id of the part');
  if (/^(?:main|article|h1|title|body)$/.test(selector)) return sturdy('it goes by what the part is');
  if (/\.[\w-]/.test(selector)) return fair('it goes by class names, which change with the design');
  return fair('it goes by the kind of element');
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
