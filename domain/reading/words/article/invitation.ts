// Lines between the paragraphs of an article that are no part of its text: "Subscribe to our newsletter", "Read more:".
import type { WordLists } from '../word-lists.ts';

/** The first link of a breadcrumb path. */
export const HOME: WordLists = { en: 'home', de: 'startseite', fr: 'accueil', es: 'inicio', pt: 'início' };

/** Lines that hold nothing else. */
export const READ_ON: WordLists = {
  en: 'share this(?: article| post)?:?|read more:?|related articles?:?',
};

export const INVITATIONS: WordLists = {
  en: String.raw`^(?:join|subscribe to|sign up (?:for|to)|get) (?:our|my|the|a) (?:[\w-]+ ){0,3}(?:newsletter|mailing list|e-?book)|^(?:subscribe|sign up) (?:to|for) [^.!?]{0,40} newsletter|^follow us (?:on|at)\b|straight to your inbox|delivered (?:straight )?to your (?:inbox|email)|^(?:stay|get|keep) (?:connected|in touch) with (?:me|us)\b`,
  de: '^(?:jetzt )?(?:zum )?newsletter (?:abonnieren|anmelden)',
  fr: '^(?:inscrivez-vous|abonnez-vous) à (?:notre|la) (?:newsletter|lettre)',
  es: '^suscríbete a (?:nuestr[ao]|la) (?:newsletter|boletín)',
};
