// Short lines that give a page's kind away: replies and quotes, calls to act, result counts, teasers' "read more".
import type { Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';
import type { PhraseFeatures } from '../../page/page-features.ts';
import type { PageScan } from '../scan/page-scan.ts';

const MAX_CHARS = 70;
const REPLY =
  /^(?:reply|quote|permalink|report(?: post)?|joined:?|posts:|likes?:|upvote|downvote|add a comment|asked|answered|post reply|last edited|click to expand|thread starter|quick reply|sign in to (?:reply|vote)|antworten|zitieren|répondre|citer|responder|rispondi|ответить|цитировать)\b|\bwrote:?$|^\d+ (?:replies|answers|posts)\b|^#\d{1,4}$/i;
const CALL_TO_ACT =
  /^(?:contact(?: us| sales)?|get (?:a |an |your )?(?:free |instant )?(?:quote|started|demo|in touch|consultation|estimate)|request (?:a |an |your )?(?:free )?(?:demo|quote|consultation|info\w*|proposal|pricing|appointment)|book (?:a|an|now|your|online|appointment)|schedule (?:a|an|your|now)|talk to (?:us|sales|an expert)|(?:start )?(?:your )?free trial|start (?:for )?free|try (?:it |us )?(?:for )?free|call (?:us|now|today)|our services|what we (?:do|offer)|how it works|why (?:choose )?us|our (?:clients|team|process|approach|work)|testimonials|see (?:plans|pricing)|view pricing|apply now|kontakt(?:ieren)?|angebot anfordern|jetzt anfragen|demander un devis|solicit(?:ar|e))\b/i;
const RESULTS =
  /^(?:sort(?: by|ed by|ieren)?|order by|filters?(?: by| & sort)?|refine(?: by| results)?|showing \d|displaying \d|viewing \d|\d[\d,.]* (?:results?|products?|items?|articles?|styles|listings|jobs|recipes|stories|entries|produkte|artikel|produits|resultados|risultati)\b|\d+\s?[-–]\s?\d+ of \d|page \d+ of \d|load more|show more|view more|trier par|ordenar por|ordina per|sorteer|sortera|сортировать|clear all|items per page|per page)/i;
const TEASER =
  /^(?:read more|continue reading|full story|view (?:details|product|recipe|all)|shop now|quick (?:view|shop|look|buy)|add to (?:compare|wish ?list)|see (?:details|more)|learn more|weiterlesen|mehr (?:lesen|erfahren)|lire la suite|leer más|leggi tutto|select options|choose options)\b/i;
const BUY_BOX =
  /^(?:qty|quantity|menge|quantité|cantidad|in stock|free (?:shipping|delivery|returns)|add to wish ?list|size guide|select (?:a )?(?:size|colou?r)|choose (?:a )?(?:size|colou?r)|product (?:details|description|information|specifications?)|specifications?|technical (?:details|specifications?)|customer reviews|write a review|what'?s in the box|you may also like|customers also (?:bought|viewed)|frequently bought together|produktdetails|beschreibung|description|ingredients|warranty|delivery (?:&|and) returns|shipping (?:&|and) returns|pay in \d)\b/i;

export function phraseCounts(scan: PageScan): PhraseFeatures {
  const counts = { replies: 0, callsToAct: 0, results: 0, teasers: 0, buyBox: 0 };
  const runs = new Map<Element, number>();
  for (const { text, element, region } of scan.blocks) {
    if (text.length > MAX_CHARS) {
      const parent = element.parent;
      if (text.length < 100 || region !== 'main' || !isElement(parent)) continue;
      const holder = element.name === 'p' ? parent : element;
      runs.set(holder, (runs.get(holder) ?? 0) + 1);
      continue;
    }
    if (region === 'footer' || region === 'navigation') continue;
    if (REPLY.test(text)) counts.replies++;
    else if (CALL_TO_ACT.test(text)) counts.callsToAct++;
    else if (RESULTS.test(text)) counts.results++;
    else if (TEASER.test(text)) counts.teasers++;
    else if (BUY_BOX.test(text)) counts.buyBox++;
  }
  return { ...counts, paragraphRun: Math.max(0, ...runs.values()), paragraphHolders: runs.size };
}
