// The words that noise is known by, in the languages pages come in: units of time, what is counted, what is said of
// views, deliveries and dates. Parts of patterns; every list is an alternation.

export const UNITS =
  'seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y|sekunden?|sek\\.?|minuten?|min\\.?|stunden?|std\\.?|tage?n?|wochen?|monate?n?|jahre?n?|' +
  'secondes?|heures?|jours?|semaines?|mois|ans?|années?|segundos?|minutos?|horas?|d[íi]as?|semanas?|mes(?:es)?|mês|años?|anos?|secondi?o?|minuti?o?|ore|ora|giorni?o?|settiman[ae]|mesi|anni|' +
  'uur|uren|dag(?:en)?|weken|maand(?:en)?|jaar|timm?ar|timm?er?|dagar|veckor|sekund\\p{L}*|minut\\p{L}*|tunti\\p{L}*|minuutti\\p{L}*|päivä\\p{L}*|viikko\\p{L}*|' +
  'час\\p{L}*|д(?:ень|ня|ней|ни|нів)|дн\\p{L}*|недел\\p{L}*|тиж\\p{L}*|седмиц\\p{L}*|месяц\\p{L}*|месец\\p{L}*|секунд\\p{L}*|минут\\p{L}*|хвилин\\p{L}*|годин\\p{L}*|' +
  'godzin\\p{L}*|hodin\\p{L}*|dn[iíyů]\\p{L}*|dzień|týdn\\p{L}*|tygodni\\p{L}*|mě?síc\\p{L}*|miesi\\p{L}*|let\\p{L}{0,2}|lat|sat[ai]?|dana?|óra|perc|nap|hét|secunde|minute|oră|zile?|săptămâni|luni|ani|' +
  'ώρ\\p{L}*|λεπτ\\p{L}*|η?μέρ\\p{L}*|εβδομάδ\\p{L}*|μήν\\p{L}*|χρόνια?|saat|dakika|saniye|gün|hafta|jam|menit|detik|hari|minggu|bulan|tahun|giờ|phút|giây|ngày|tuần|tháng|năm|' +
  'ساع\\p{L}*|دقي\\p{L}*|دقا\\p{L}*|يوم|أيام|أسبوع|أسابيع|شهر|أشهر|שע\\p{L}*|דק\\p{L}*|ימים|יום|שבוע\\p{L}*|חודש\\p{L}*|घंट[\\p{L}\\p{M}]*|मिनट|दिन';

/** What stands before "3 hours" to make it past; the words mean other things too, so a unit has to follow. */
export const AGO_BEFORE =
  'vor|il y a|hace|há|pred|před|przed|prije|преди|acum|πριν(?: από)?|منذ|قبل|לפני|cách đây';
/** What stands after it. These mean nothing else, so any word may stand between number and them. */
export const AGO_AFTER =
  'ago|geleden|sedan|siden|sitten|temu|назад|тому|önce|öncesi|ezelőtt|trước|yang lalu|lalu|पहले';

export const UPDATED =
  'last updated|last modified|last edited|last change[ds]?|last checked|last refreshed|last seen|last active|updated|modified|refreshed|generated|rendered|retrieved|fetched|as of|current time|local time|server time|time now|now|today is|today|' +
  'aktualisiert|letzte aktualisierung|letzte änderung|zuletzt (?:geändert|aktualisiert)|stand|abgerufen|mis à jour|mise à jour|dernière mise à jour|dernière modification|actualizado|última actualización|atualizado|última atualização|' +
  'ultimo aggiornamento|aggiornato|bijgewerkt|laatst bijgewerkt|laatste wijziging|senast uppdaterad|uppdaterad|sist oppdatert|oppdatert|opdateret|sidst opdateret|päivitetty|aktualizováno|poslední aktualizace|posledná aktualizácia|' +
  'zaktualizowano|ostatnia aktualizacja|utolsó frissítés|frissítve|ultima actualizare|actualizat|posljednje ažuriranje|son güncelleme|güncellendi|diperbarui|cập nhật(?: lần cuối)?|τελευταία ενημέρωση|обновлено|последнее обновление|оновлено|останнє оновлення|обновена|' +
  '更新日時?|最終更新日?時?|更新时间|更新於|更新于|最后更新|最近更新|업데이트|최종 업데이트|최종 수정일?|آخر تحديث|עודכן';

export const TODAY_IS =
  "today is|it is|heute ist|nous sommes(?: le)?|aujourd’hui|aujourd'hui|hoy es|oggi è|hoje é|vandaag is(?: het)?|idag är det|i dag er det|tänään on|dziś jest|dzisiaj jest|dnes je|сегодня|сьогодні|bugün";

/** What pages count for themselves. */
export const COUNTED =
  'views?|page ?views?|visitors?|visits|hits|likes?|followers?|subscribers?|shares?|reactions?|comments?|replies|reviews?|ratings|votes?|upvotes?|downloads?|plays|retweets?|reposts?|bookmarks?|claps|queries|' +
  'online|watching|viewing|(?:people|others|customers|shoppers) (?:are |have )?(?:viewed|viewing|looking|watching|bought)|' +
  'besucher|aufrufe|ansichten|zugriffe|kommentare?|bewertungen|rezensionen|abonnenten|vues|visiteurs|commentaires?|avis|visitas|vistas|comentarios?|comentários?|opiniones|valoraciones|reseñas|avaliações|visualizações|' +
  'visualizzazioni|commenti|recensioni|valutazioni|weergaven|bezoekers|reacties|beoordelingen|visningar|visninger|kommentarer|omdömen|anmeldelser|recensioner|katselukertaa|arvostelua?|kommenttia?|' +
  'просмотр\\p{L}*|перегляд\\p{L}*|комментари\\p{L}*|коментар\\p{L}*|отзыв\\p{L}*|відгук\\p{L}*|оцен[ко]\\p{L}*|посетител\\p{L}*|wyświetle\\p{L}*|odsłon\\p{L}*|komentarz\\p{L}*|opini[aeiî]|opinii|ocen|zobrazení|zhlédnutí|hodnocení|hodnotení|recenz\\p{L}*|' +
  'megtekintés|értékelés|hozzászólás|vizualizări|recenzii|comentarii|görüntülen\\p{L}*|izlenme|değerlendirme|yorum|ulasan|dilihat|lượt xem|đánh giá|προβολές|κριτικές|σχόλια|' +
  '閲覧数?|再生回数|レビュー|次浏览|浏览(?:量|次数)?|阅读(?:量)?|评论|条评论|评价|조회수?|리뷰|댓글|مشاهد[ةات]+|צפיות';

const PEOPLE =
  'people|persons?|users?|customers|shoppers|visitors|personas|personnes|personen|leute|persone|mensen|pessoas|personer|osób|lidí|человек|людей|kişi|orang|người';
const LOOKING =
  'looking|watching|viewing|shopping|viendo|mirando|regardent|consultent|sehen|schauen|ansehen|betrachten|guardando|bekijken|kijken|vendo|visualizando|tittar|ser på|kigger|kuittaa|ogląda|prohlíží|смотрят|просматривают|inceliyor|bakıyor|melihat|đang xem';
/** "17 people are looking at this": somebody, up to three words, a word for looking. */
export const LOOKERS = `(?:other |others? |andere |autres |altre |otras |outras )?(?:${PEOPLE})\\s(?:\\p{L}+\\s){0,3}?(?:${LOOKING})`;
export const CROWD = PEOPLE;

/** "viewed 12 times", "12 mal angesehen", "vu 12 fois". */
export const DONE =
  'viewed|read|played|downloaded|visited|watched|opened|seen|shared|angesehen|gelesen|aufgerufen|geteilt|heruntergeladen|vue?s?|lue?s?|visto|leído|visualizado|letto|bekeken|gelezen|visad|läst|vist|læst|oglądano|czytano|přečteno|просмотрено|прочитано';
export const TIMES =
  'times|mal|fois|veces|volte|vezes|keer|gånger|gange|ganger|kertaa|razy|krát|раз[а]?|kez|kali|lần|次|回|회';

export const DELIVERY =
  'deliver(?:y|ed|s)?|ships?|shipped|dispatch(?:ed|es)?|arriv(?:es|ing) (?:by|before|between|on)|get it|receive it|(?:an)?lieferung|liefert?|lieferbar|zustellung|geliefert|livraison|livré\\p{L}*|expédi\\p{L}*|entrega|llega|recíbelo|envío|recebe|chega|' +
  'consegna|arriva|spedi\\p{L}*|bezorg\\p{L}*|levering|geleverd|leverans|levereras|leveres|toimitus|dostaw\\p{L}*|wysyłk\\p{L}*|doručení|doručíme|teslimat|kargo|доставк\\p{L}*|доставим|配送|お届け|送达|배송';

export const LEFT_BEFORE =
  'noch|nur noch|plus que|il reste|quedan|faltan|mancano|nog|faltam|restam|pozostało|осталось|залишилось|zbývá';
export const LEFT_AFTER =
  'left|to go|remaining|verbleibend|restants?|restantes|rimanenti|resterend|kvar|tilbage|igjen';

export const RIGHTS =
  'all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|med ensamrätt|alle rettigheder forbeholdes|wszelkie prawa zastrzeżone|všechna práva vyhrazena|все права защищены';

const DAYTIMES =
  'good (?:morning|afternoon|evening|day|night)|guten (?:morgen|tag|abend)|bonjour|bonsoir|buenos días|buenas (?:tardes|noches)|buongiorno|buon pomeriggio|buonasera|bom dia|boa (?:tarde|noite)|goede(?:morgen|middag|navond)|god (?:morgon|morgen|dag|kväll|aften)|dzień dobry|dobry wieczór|dobré ráno|dobrý (?:den|večer)|доброе утро|добрый (?:день|вечер)|günaydın|iyi (?:günler|akşamlar)';
/** A greeting by the hour, alone or before a name. */
export const GREETING = new RegExp(`^(?:${DAYTIMES})(?=$|\\s*[,!.])`, 'iu');
