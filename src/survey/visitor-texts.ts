import type { VisitorLanguage } from '../lobby/visitor-language.ts';
import type { Score } from './rules/satisfaction-index.ts';

interface SurveyTexts {
  readonly title: string;
  readonly question: string;
  /** What answering means. */
  readonly lead: string;
  readonly scores: Readonly<Record<Score, string>>;
  readonly thanks: string;
  readonly change: string;
  readonly tooLate: string;
  readonly unknown: string;
  readonly choose: string;
}

// Finnish, Northern Sami, Arabic and Somali are short and conservative on purpose: native readers must check them before they are used.
export const surveyTexts: Readonly<Record<VisitorLanguage, SurveyTexts>> = {
  sv: {
    title: 'Hur var det?',
    question: 'Hur nöjd är du med hjälpen du fick?',
    lead: 'Ett tryck räcker. Ingen får veta vad just du svarar, och det påverkar inte ditt ärende.',
    scores: { 5: 'Mycket nöjd', 4: 'Nöjd', 3: 'Varken eller', 2: 'Missnöjd', 1: 'Mycket missnöjd' },
    thanks: 'Tack för ditt svar!',
    change: 'Du kan ändra dig inom ett dygn.',
    tooLate: 'Det går inte längre att svara här.',
    unknown: 'Adressen gäller ingen fråga. Kontrollera att du skrev av hela koden.',
    choose: 'Välj ett av de fem svaren.',
  },
  en: {
    title: 'How was it?',
    question: 'How satisfied are you with the help you got?',
    lead: 'One press is enough. Nobody will know what you answered, and it does not affect your matter.',
    scores: {
      5: 'Very satisfied',
      4: 'Satisfied',
      3: 'Neither',
      2: 'Dissatisfied',
      1: 'Very dissatisfied',
    },
    thanks: 'Thank you for your answer!',
    change: 'You can change it within a day.',
    tooLate: 'It can no longer be answered here.',
    unknown: 'This address has no question. Check that you copied the whole code.',
    choose: 'Choose one of the five answers.',
  },
  fi: {
    title: 'Miten meni?',
    question: 'Kuinka tyytyväinen olet saamaasi apuun?',
    lead: 'Yksi painallus riittää. Kukaan ei saa tietää vastaustasi, eikä se vaikuta asiaasi.',
    scores: {
      5: 'Erittäin tyytyväinen',
      4: 'Tyytyväinen',
      3: 'En tyytyväinen enkä tyytymätön',
      2: 'Tyytymätön',
      1: 'Erittäin tyytymätön',
    },
    thanks: 'Kiitos vastauksestasi!',
    change: 'Voit muuttaa vastausta vuorokauden ajan.',
    tooLate: 'Tähän ei voi enää vastata.',
    unknown: 'Osoitteessa ei ole kysymystä. Tarkista, että kirjoitit koko koodin.',
    choose: 'Valitse yksi viidestä vastauksesta.',
  },
  se: {
    title: 'Mo lei?',
    question: 'Man duhtavaš leat vehkiin maid ožžot?',
    lead: 'Okta deaddin lea doarvái. Oktage ii oaččo diehtit maid don vástidat.',
    scores: {
      5: 'Hui duhtavaš',
      4: 'Duhtavaš',
      3: 'Ii goabbáge',
      2: 'Duhtameahttun',
      1: 'Hui duhtameahttun',
    },
    thanks: 'Giitu vástádusas!',
    change: 'Sáhtát rievdadit jándora siste.',
    tooLate: 'Dása ii sáhte šat vástidit.',
    unknown: 'Dán čujuhusas ii leat gažaldat. Dárkkis koda.',
    choose: 'Vállje ovtta viđa vástádusas.',
  },
  ar: {
    title: 'كيف كانت الخدمة؟',
    question: 'ما مدى رضاك عن المساعدة التي حصلت عليها؟',
    lead: 'ضغطة واحدة تكفي. لن يعرف أحد إجابتك، ولا تؤثر على معاملتك.',
    scores: { 5: 'راضٍ جداً', 4: 'راضٍ', 3: 'محايد', 2: 'غير راضٍ', 1: 'غير راضٍ أبداً' },
    thanks: 'شكراً على إجابتك!',
    change: 'يمكنك تغيير إجابتك خلال يوم واحد.',
    tooLate: 'لم يعد بالإمكان الإجابة هنا.',
    unknown: 'لا يوجد سؤال في هذا العنوان. تحقق من الرمز.',
    choose: 'اختر إجابة واحدة من الإجابات الخمس.',
  },
  so: {
    title: 'Sidee ahayd?',
    question: 'Intee ayaad ku qanacsan tahay caawimaadda aad heshay?',
    lead: 'Hal taabasho ayaa ku filan. Cidna ma ogaan doonto jawaabtaada.',
    scores: {
      5: 'Aad baan ugu qanacsanahay',
      4: 'Waan ku qanacsanahay',
      3: 'Dhexdhexaad',
      2: 'Kuma qanacsani',
      1: 'Aad uguma qanacsani',
    },
    thanks: 'Waad ku mahadsan tahay jawaabtaada!',
    change: 'Waxaad beddeli kartaa hal maalin gudaheed.',
    tooLate: 'Halkan lagama jawaabi karo hadda.',
    unknown: 'Cinwaankan su’aal ma laha. Hubi koodka.',
    choose: 'Dooro mid ka mid ah shanta jawaabood.',
  },
};
