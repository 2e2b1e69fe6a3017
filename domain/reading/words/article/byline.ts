// Words of the line that says who wrote a text: "By Ada Byron, staff writer", "Von Ada Byron", "作者：…".
import type { WordLists } from '../word-lists.ts';

/** Before the name: "von Ada Byron". */
export const BY: WordLists = {
  de: 'von',
  fr: 'par',
  'es pt': 'por',
  it: 'di',
  nl: 'door',
  'sv nb': 'av',
  da: 'af',
  el: 'γράφει (?:ο|η)|γράφουν οι',
  vi: 'bởi',
  th: 'โดย',
  he: 'מאת',
  ar: 'كتب|بقلم',
};
/** "De Ioana Pop", "Per Jordi Puig": in other languages a line may begin so without a name behind it. */
export const BY_IN_ONE_LANGUAGE: WordLists = { ro: 'de', ca: 'per', gl: 'por' };

/** Before the English "by": "Written by". */
export const WRITTEN: WordLists = {
  en: '(?:medically |fact )?(?:written|posted|published|reported|reporting|compiled|edited|reviewed|checked|updated|contributed|created|authored|submitted|shared|added|presented|prepared)|words|story|text|guest post|opinion|analysis|commentary|column|interview',
};
/** Words of WRITTEN that begin a line which is only a byline: "Posted by Ada Byron". */
export const WRITTEN_IN_LINE: WordLists = {
  en: 'written |posted |words |story |submitted |published |authored |reported |contributed |created |added |shared ',
};

/** The same in other languages, with their "by". */
export const WRITTEN_BY: WordLists = {
  de: '(?:ein |eine )?(?:kommentar|gastbeitrag|gastkommentar|interview|bericht|artikel|beitrag|analyse|kolumne|essay|reportage) von|(?:geschrieben|verfasst|veröffentlicht|erstellt) (?:von|durch)',
  fr: '(?:publié|écrit|rédigé|posté|propos recueillis|recueilli|texte|article|un article) par',
  es: '(?:publicado|escrito|redactado|texto|elaborado|creado) por',
  pt: '(?:postado|redigido|feito) por',
  it: '(?:scritto|pubblicato|articolo|inserito|a cura|testo) (?:da|di)',
  nl: '(?:geschreven|geplaatst|gepubliceerd) door',
  sv: '(?:skriven|skrivet|publicerad|publicerat|text) av',
  'nb da': '(?:skrevet|publisert|udgivet) (?:av|af)',
  pl: 'napisała?|opracowała?|dodała?',
  cs: 'napsala?',
  ru: '(?:опубликовала?|написала?|подготовила?)',
  ro: '(?:scris|publicat) de',
  id: '(?:ditulis )?oleh',
};

/** Before a name in the box or link of a person: "More from Ada Byron". */
export const MORE_OF: WordLists = {
  en: '(?:view|see|read)? ?all (?:posts|articles|stories) (?:by|from)|(?:view|see|read)? ?more (?:posts |articles |stories )?(?:by|from)|(?:posts|articles|stories) by|(?:about|meet) the author[:,]?|(?:about|meet)',
  de: 'alle (?:artikel|beiträge) von|mehr von|über (?:den autor|die autorin):?|zur person:?',
  fr: 'tous les articles de|voir tous les articles de|à propos de(?: l.auteur:?)?',
  es: 'ver todas las entradas de|más de|sobre (?:el autor|la autora):?',
  pt: 'ver todos os posts de|mais de|sobre (?:o autor|a autora):?',
  it: 'tutti gli articoli di|altri articoli di',
  nl: 'alle berichten van|meer van|over de auteur:?',
};

/** A profession right before the name: "Von unserem Redakteur Ada Byron". */
export const ROLE_BEFORE: WordLists = {
  en: '(?:from )?our (?:own )?(?:correspondent|reporter|editor)',
  de: 'unserem (?:redakteur|korrespondenten|reporter|mitarbeiter)|unserer (?:redakteurin|korrespondentin|reporterin|mitarbeiterin)',
  nl: 'onze (?:redacteur|verslaggever|correspondent)',
  fr: 'notre (?:correspondante?|envoyée? spéciale?)',
  es: '(?:nuestr[oa] )?corresponsal',
  it: 'dal nostro (?:inviato|corrispondente)',
};

/** Words for an author. */
export const AUTHOR: WordLists = {
  en: 'author',
  'de es pl cs': 'autor(?:in|a)?',
  'fr nl': 'auteur',
  it: 'autore',
  ru: 'автор',
};
/** A word that is taken off in front of a name, but does not make a line a byline. */
export const AUTHOR_OF_NAME: WordLists = { de: 'redaktion' };

/** Words for a text, before a name in a line: "Tekst: Ada Byron". */
export const TEXT: WordLists = { 'en de': 'text', es: 'texto?', it: 'testo', 'pl nb da': 'tekst' };

/** Before a colon and the name; scripts without spaces need no space behind the colon. */
export const AUTHOR_LABELS: WordLists = {
  en: 'words|text|interview|author',
  'de es pt pl cs sk hr ro et ca': 'autor(?:in|a|ka|ul|zy|i)?',
  de: 'verfasst von|verfasser(?:in)?',
  fr: 'texte|auteure?s?|auteur·e',
  'es pt': 'texto',
  it: 'testo|autor[ei]',
  nl: 'auteurs?|redactie',
  'pl nb da nl': 'tekst',
  'nb da': 'forfattere?|journalist',
  pl: 'opracowanie',
  ru: 'автор(?: статьи| материала)?|авторы|текст',
  uk: 'автор(?:и|ка)?',
  'bg mk': 'автор(?:и)?',
  tr: 'yazar|yazan',
  el: 'συντάκτης|συντάκτρια|συγγραφέας',
  ar: 'الكاتب|كتب|بقلم|تحرير',
  fa: 'نویسنده|نویسندگان',
  he: 'כתב|מאת',
  hu: 'szerző|írta',
  'hr sr sl': 'piše|pišu|napisao|napisala|avtor(?:ica)?',
  sr: 'пише|аутор(?:ка)?',
  lt: 'autori(?:us|ai)|autorė',
  lv: 'autor(?:s|e|i)',
  ca: 'text',
  hi: 'लेखक|लेखिका|रिपोर्ट',
  bn: 'লেখক',
  ka: 'ავტორი',
  hy: 'հեղինակ',
  az: 'müəllif',
  fi: 'kirjoittaja|teksti',
  sv: 'skribent|författare',
  vi: 'tác giả',
  'id ms': 'penulis|reporter',
  th: 'โดย|ผู้เขียน',
  zh: '作者|记者|编辑|撰文|文',
  ja: '記者|責任編集|取材|著者|執筆|筆者|ライター|文',
  ko: '글|작성자',
};
/** Words of AUTHOR_LABELS that need no colon. */
export const REPORTERS: WordLists = { zh: '记者', ja: '記者' };
/** Right before a name of two to four characters. */
export const CREDITS: WordLists = { zh: '记者|作者|撰文', ja: '記者|取材' };
/** Behind such a word no name: a press conference, a press club. */
export const NO_CREDIT: WordLists = { zh: '会|招待|团', ja: '会見|会館|クラブ' };
/** The same, but only before a colon at the beginning of a line. */
export const CREDIT_LABELS: WordLists = { 'zh ja': '文|執筆|著者|筆者' };
/** Right behind a name. */
export const REPORTER_BEHIND: WordLists = { ko: '(?:선임|객원|인턴|전문|취재)?기자|특파원|논설위원' };

/** In brackets behind a name: "Ada Byron (author)". */
export const AUTHOR_IN_BRACKETS: WordLists = {
  en: 'author|contributor|editor',
  'de es': 'autor',
  'fr nl': 'auteur',
};
/** Words before which a name ends: "Ada Byron Updated 3 March". */
export const BEHIND_NAME: WordLists = { en: 'share|follow|posted on|published|updated' };
/** The same, as whole words of other languages and of the page around the name. */
export const ENDS_NAME: WordLists = {
  en: 'view (?:all|profile|bio|posts)|see (?:all|profile)|read more|e-?mail|contact|opens in|has been|reviewed by|special (?:to|for)|fact[- ]checked',
  de: 'veröffentlicht|aktualisiert|stand:|vor \\d+|am \\d',
  fr: 'publiée?|mise? à jour|modifiée?|il y a|le \\d',
  es: 'publicad[oa]|actualizad[oa]|hace \\d+|el \\d',
  pt: 'atualizado|há \\d+|em \\d',
  it: 'pubblicato|aggiornato|il \\d',
  nl: 'gepubliceerd|bijgewerkt',
  pl: 'opublikowano|aktualizacja',
  ru: 'опубликовано|обновлено',
  'sv nb da': 'publicerad|uppdaterad|publisert|oppdatert|udgivet|opdateret',
};
/** What others did to the text, before their "by": "Reporting by Ada Byron; editing by Bob Ray". */
export const OTHER_WORK: WordLists = {
  en: 'editing|additional reporting|writing|reviewed|edited|fact[- ]checked|translated|translation|medically reviewed|illustrated|produced|compiled|updated',
};
/** A name also ends before a number with one of these words: "Ada Byron 3 comments". */
export const COUNTED_BEHIND_NAME: WordLists = { en: 'comments?|min|hours?|days?' };
/** A name also ends before one of these words with "by": "Ada Byron Photos by". */
export const PICTURES: WordLists = {
  en: 'photos?|photographs?|photography|pictures?|illustrations?|graphics?|video',
};
/** The same before a colon: "Text: Ada Byron Fotos: Bob Ray". A line that begins so names no author. */
export const PICTURE_LABELS: WordLists = {
  en: 'photos?|photo credit|image credit|images?|pictures?|illustrations?|videos?|photograph(?:y|er)',
  'de sv nb da nl pt es it pl':
    'fotos?|bild(?:er)?|fotografie|fotografía|fotogalerie|illustrationen|bilde|zdjęcia|foto e video',
  fr: 'crédits? photo|photographies?',
  ru: 'фото',
  'zh ja': '摄影|攝影|撮影|写真|图',
};

/** Who writes for a site together: "Elm Gazette staff". */
export const TOGETHER: WordLists = {
  en: 'staff|editors|editorial (?:board|team)|team|desk|newsroom|reporters?|correspondents?|contributors?',
  de: 'redaktion|redaktionsteam|team',
  fr: 'la rédaction|rédaction|équipe',
  es: 'redacción|equipo',
  it: 'redazione',
  pt: 'redação|equipe',
  nl: 'redactie',
  pl: 'redakcja',
  cs: 'redakce',
  'da nb': 'redaksjonen|redaktionen',
  sv: 'redaktionen',
  ru: 'редакция',
  ja: '編集部|取材班',
  zh: '编辑部|編輯部',
  ko: '편집부|취재팀',
};
/** Professions behind a name: "Ada Byron, staff writer". At least two words of the name must be left. */
export const ROLES: WordLists = {
  en: 'editor(?:-in-chief)?|writer|reporter|correspondent|columnist|contributor|journalist|producer|blogger|analyst|author',
  de: 'autor(?:in)?|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin',
  fr: 'journaliste',
  es: 'periodista|redactora?',
  it: 'giornalista|redattore',
  nl: 'redacteur',
};
export const ROLE_KINDS: WordLists = {
  en: 'senior|staff|chief|executive|managing|associate|assistant|contributing|deputy|games?|sports?|news|political|politics|business|technology|tech|science|health|medical|national|foreign|features?|freelance|guest|web|digital',
};
/** Before the place or the paper: "Ada Byron in Berlin". */
export const IN_PLACE: WordLists = { en: 'in|for|For|at', fr: 'à', de: 'aus' };
/** Words in the names of newspapers. */
export const PAPERS: WordLists = { en: 'News|Press|Times|Post|Herald|Magazine|Network|Media|Radio|Today' };

/** Words in the place of a name that are no name. */
export const NO_NAMES: WordLists = {
  en: 'text link|admin|administrator|staff|editor|contributors?|guest|unknown|author|by|share|follow|subscribe|more|home|site admin|wp ?admin|super ?user|webmaster|moderator|anonymous|none|null|undefined|n/a|news|guest (?:author|post|writer|contributor)|comments?|photos?|images?|us|me|profile|website|user|sign in|log ?in|advertisement|sponsored|read more|share this|follow us',
  de: 'anonym|gast|kommentare?|autor(?:in)?|teilen',
  fr: 'anonyme|invité|auteur|partager',
  'es pt it': 'anónimo|anônimo|anonimo|invitado|comentarios|autore?|compartir',
  ru: 'аноним|админ|администратор|автор',
};

/** Small words within a name, and between two names. */
export const NAME_PARTICLES: WordLists = {
  'nl de': 'de|den|der|van|von|zu',
  'pt it es fr': 'da|dos|del|di|la|le',
  ar: 'bin|al',
  de: 'und',
  fr: 'et',
  es: 'y',
  'it pt': 'e',
  nl: 'en',
  'pl ca': 'i',
  en: 'and',
  sv: 'och',
  'da nb': 'og',
  fi: 'ja',
  signs: '&',
};

/** Before the names in the last line of an agency's text. */
export const REPORTING_LINE: WordLists = { en: 'reporting by' };

/** Between a name and an agency: "Jean Dupont avec AFP". */
export const WITH_AGENCY: WordLists = {
  en: 'with|and|for',
  de: 'mit|und|für',
  fr: 'avec|et|pour',
  'es it pt': 'con|com|y|e|para',
  nl: 'met|en|voor',
  'sv nb da': 'med|och|og|för|for',
  pl: 'i|z',
};
