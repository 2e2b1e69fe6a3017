// Beginnings of short lines that show what kind of page it is: a discussion, a service, a list, teasers, a product.
import type { WordLists } from '../word-lists.ts';

/** Posts can be answered or quoted. */
export const REPLIES: WordLists = {
  en: 'reply|quote|permalink|report(?: post)?|joined:?|posts:|likes?:|upvote|downvote|add a comment|asked|answered|post reply|last edited|click to expand|thread starter|quick reply|sign in to (?:reply|vote)',
  de: 'antworten|zitieren',
  fr: 'répondre|citer',
  'es pt': 'responder',
  it: 'rispondi',
  ru: 'ответить|цитировать',
};
/** At the end of a line: "Ada wrote:". */
export const WROTE: WordLists = { en: 'wrote' };
/** Behind a number: "12 replies". */
export const COUNTED_REPLIES: WordLists = { en: 'replies|answers|posts' };

/** Lines that ask to get in touch, try or book. */
export const CALLS_TO_ACT: WordLists = {
  en:
    String.raw`contact(?: us| sales)?|get (?:a |an |your )?(?:free |instant )?(?:quote|started|demo|in touch|consultation|estimate)|request (?:a |an |your )?(?:free )?(?:demo|quote|consultation|info\w*|proposal|pricing|appointment)|book (?:a|an|now|your|online|appointment)|schedule (?:a|an|your|now)|talk to (?:us|sales|an expert)|(?:start )?(?:your )?free trial|start (?:for )?free|try (?:it |us )?(?:for )?free|call (?:us|now|today)|` +
    'our services|what we (?:do|offer)|how it works|why (?:choose )?us|our (?:clients|team|process|approach|work)|testimonials|see (?:plans|pricing)|view pricing|apply now',
  de: 'kontakt(?:ieren)?|angebot anfordern|jetzt anfragen',
  fr: 'demander un devis',
  'es pt': 'solicit(?:ar|e)',
};

/** Lines of a list that can be sorted or filtered, or that counts its results. */
export const LIST_TOOLS: WordLists = {
  en: String.raw`sort(?: by|ed by)?|order by|filters?(?: by| & sort)?|refine(?: by| results)?|showing \d|displaying \d|viewing \d|\d+\s?[-–]\s?\d+ of \d|page \d+ of \d|load more|show more|view more|clear all|items per page|per page`,
  de: 'sortieren',
  fr: 'trier par',
  'es pt': 'ordenar por',
  it: 'ordina per',
  nl: 'sorteer',
  sv: 'sortera',
  ru: 'сортировать',
};
/** Behind a number, as whole words: "48 products". */
export const LISTED: WordLists = {
  en: 'results?|products?|items?|articles?|styles|listings|jobs|recipes|stories|entries',
  de: 'produkte|artikel',
  fr: 'produits',
  'es pt': 'resultados',
  it: 'risultati',
};

/** Links of a teaser that lead to the thing it shows: "Read more". */
export const TEASERS: WordLists = {
  en: 'read more|continue reading|full story|view (?:details|product|recipe|all)|shop now|quick (?:view|shop|look|buy)|add to (?:compare|wish ?list)|see (?:details|more)|learn more|select options|choose options',
  de: 'weiterlesen|mehr (?:lesen|erfahren)',
  fr: 'lire la suite',
  es: 'leer más',
  it: 'leggi tutto',
};

/** Quantity, sizes, details or delivery of a thing to buy. */
export const BUY_BOX: WordLists = {
  en:
    String.raw`qty|quantity|in stock|free (?:shipping|delivery|returns)|size guide|select (?:a )?(?:size|colou?r)|choose (?:a )?(?:size|colou?r)|product (?:details|description|information|specifications?)|specifications?|technical (?:details|specifications?)|customer reviews|write a review|what'?s in the box|you may also like|customers also (?:bought|viewed)|frequently bought together|` +
    String.raw`ingredients|warranty|delivery (?:&|and) returns|shipping (?:&|and) returns|pay in \d`,
  'en fr': 'description',
  de: 'menge|produktdetails|beschreibung',
  fr: 'quantité',
  es: 'cantidad',
};
