// News agencies and broadcasters in bylines. Behind a person's name they are left out; alone they are the author.

/** As they are written, letter case included. */
export const AGENCIES: readonly string[] = (
  'Reuters|REUTERS|Thomson Reuters|Associated Press|ASSOCIATED PRESS|AP|A.P.|AP News|AFP|Agence France-Presse|UPI|PA|PA Media|Press Association|' +
  'Bloomberg|Bloomberg News|BBC|BBC News|BBC Sport|CNN|CNN Business|NPR|PBS|NBC News|NBC|CBS News|CBS|ABC News|ABC|Fox News|CNBC|AAP|CP|' +
  'The Canadian Press|Canadian Press|PTI|Press Trust of India|ANI|IANS|dpa|DPA|dpa-AFX|sid|SID|epd|KNA|APA|SDA|sda|Keystone-SDA|ANP|Belga|' +
  'NTB|TT|Ritzau|STT|EFE|Europa Press|Notimex|Télam|Lusa|LUSA|Agência Brasil|Estadão Conteúdo|ANSA|Ansa|Adnkronos|LaPresse|PAP|ČTK|ČTK/AP|MTI|Agerpres|Mediafax|' +
  'Hina|Tanjug|Beta|BTA|TASS|ТАСС|РИА Новости|Интерфакс|УНИАН|Укринформ|Anadolu|AA|DHA|İHA|Xinhua|新华社|新華社|中新社|中央社|Kyodo|共同|時事|Yonhap|연합뉴스|Antara|Bernama|TTXVN'
).split('|');
