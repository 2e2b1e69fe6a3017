// Names of months and weekdays in 24 languages, as parts of patterns: longest first, in the forms they have beside a
// day. Short names are left out if they are words of another language ("per", "out"). The long names are those of the
// runtime's tables, which a test checks. Reading the tables instead would cost each process that compares 0.1 s of CPU.
import type { WordLists } from '../word-lists.ts';

export const MONTHS =
  'października|maaliskuuta|marraskuuta|październik|φεβρουαρίου|σεπτεμβρίου|septiembre|tammikuuta|helmikuuta|' +
  'huhtikuuta|toukokuuta|heinäkuuta|joulukuuta|szeptember|septembrie|ιανουαρίου|δεκεμβρίου|september|septembre|' +
  'noviembre|diciembre|settembre|fevereiro|maaliskuu|kesäkuuta|syyskuuta|lokakuuta|marraskuu|listopada|' +
  'listopadu|septembra|augusztus|februarie|octombrie|noiembrie|decembrie|studenoga|септември|листопада|' +
  'αυγούστου|οκτωβρίου|νοεμβρίου|february|november|december|dezember|novembre|décembre|febbraio|dicembre|' +
  'setembro|novembro|dezembro|februari|augustus|desember|tammikuu|helmikuu|huhtikuu|toukokuu|heinäkuu|elokuuta|' +
  'joulukuu|stycznia|kwiecień|kwietnia|czerwiec|sierpień|sierpnia|wrzesień|września|listopad|grudzień|červenec|' +
  'července|prosinec|prosince|februára|novembra|decembra|ianuarie|siječanj|siječnja|kolovoza|prosinac|prosinca|' +
  'февруари|октомври|декември|березень|вересень|листопад|сентябрь|сентября|απριλίου|january|october|februar|' +
  'oktober|janvier|février|juillet|octobre|febrero|octubre|gennaio|ottobre|janeiro|outubro|januari|augusti|' +
  'kesäkuu|syyskuu|lokakuu|styczeń|czerwca|grudnia|januára|február|augusta|október|októbra|március|április|' +
  'aprilie|veljača|veljače|travanj|travnja|svibanj|svibnja|kolovoz|studeni|ноември|березня|квітень|травень|' +
  'червень|серпень|вересня|жовтень|грудень|февраль|февраля|августа|октябрь|октября|декабрь|декабря|μαρτίου|' +
  'ιουνίου|ιουλίου|haziran|ağustos|agustus|august|januar|agosto|aprile|maggio|giugno|luglio|elokuu|lutego|' +
  'marzec|lipiec|březen|března|květen|května|červen|června|január|apríla|június|július|martie|ožujak|ožujka|' +
  'lipanj|lipnja|srpanj|srpnja|avgust|януари|август|січень|лютого|квітня|травня|червня|липень|серпня|жовтня|' +
  'грудня|январь|января|апрель|апреля|ноябрь|ноября|temmuz|aralık|march|april|avril|enero|marzo|abril|junio|' +
  'julio|março|junho|julho|maart|marts|marca|lipca|leden|ledna|února|duben|dubna|srpen|srpna|říjen|října|marec|' +
  'apríl|május|iunie|iulie|rujan|rujna|junij|julij|април|січня|лютий|липня|марта|μαΐου|şubat|nisan|mayıs|eylül|' +
  'kasım|maret|maerz|june|july|märz|juni|juli|sept|mars|juin|août|janv|févr|juil|mayo|maio|luty|maja|únor|září|' +
  'mája|júna|júla|март|июнь|июня|июль|июля|ocak|mart|ekim|fevr|aout|may|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|' +
  'dec|mai|mär|okt|dez|avr|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|mei|mrt|maj|máj|jún|júl|май|юни|юли|мая|' +
  'mrz|fev';

export const WEEKDAYS =
  'keskiviikkona|poniedziałek|sunnuntaina|maanantaina|keskiviikko|perjantaina|ponedjeljak|воскресенье|' +
  'понедельник|donnerstag|lauantaina|ponedeljek|понеделник|wednesday|miércoles|mercoledì|donderdag|sunnuntai|' +
  'maanantai|tiistaina|torstaina|perjantai|niedziela|csütörtök|четвъртък|понеділок|παρασκευή|pazartesi|' +
  'cumartesi|thursday|saturday|dienstag|mittwoch|dimanche|mercredi|vendredi|domenica|woensdag|zaterdag|lauantai|' +
  'czwartek|pondelok|vasárnap|duminică|miercuri|nedjelja|četvrtak|вівторок|пʼятниця|çarşamba|perşembe|tuesday|' +
  'sonntag|freitag|samstag|domingo|viernes|martedì|giovedì|venerdì|maandag|dinsdag|vrijdag|torsdag|tirsdag|' +
  'tiistai|torstai|pondělí|čtvrtek|štvrtok|szombat|sâmbătă|srijeda|nedelja|četrtek|вторник|четверг|пятница|' +
  'суббота|κυριακή|δευτέρα|τετάρτη|σάββατο|sunday|monday|friday|montag|samedi|martes|jueves|sábado|lunedì|' +
  'sabato|zondag|söndag|måndag|tisdag|onsdag|fredag|lördag|søndag|mandag|lørdag|wtorek|piątek|sobota|neděle|' +
  'středa|nedeľa|utorok|streda|piatok|szerda|péntek|vineri|utorak|subota|неделя|събота|неділя|середа|четвер|' +
  'субота|πέμπτη|minggu|selasa|wednes|lundi|mardi|jeudi|lunes|środa|úterý|pátek|hétfő|marți|petak|torek|sreda|' +
  'petek|сряда|петък|среда|τρίτη|pazar|senin|kamis|jumat|sabtu|thurs|tors|tirs|kedd|luni|salı|cuma|rabu|tues|' +
  'thur|sun|mon|tue|wed|thu|fri|sat|dim|lun|mar|mer|jeu|ven|sam|dom|mié|jue|vie|sáb|gio|sab|sön|mån|tis|ons|fre|' +
  'lör|søn|man|lør|joi';

/** Vietnamese months are counted: "tháng 3". */
export const MONTH_BY_NUMBER = 'tháng';

/** Weekdays of two letters. They are other words too, so a number has to follow. */
export const SHORT_WEEKDAYS: WordLists = { de: 'mo|di|mi|do|fr|sa|so' };

/** English months of three letters, with which the longer forms begin. */
export const ENGLISH_MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';

/** Words between the parts of a date, or between a date and a time of day. */
export const CLOCK_JOINTS: WordLists = { en: 'at', de: 'um|de[nr]', 'es fr pt': 'de', 'sv da nb': 'kl' };
/** More words between the parts of a date. */
export const DATE_JOINTS: WordLists = { en: 'on|of', de: 'am', fr: 'à|le', 'es it': 'del' };
