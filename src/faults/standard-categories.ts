import type { Question } from './rules/questions.ts';

interface Kind {
  readonly code: string;
  readonly sv: string;
  readonly en: string;
  readonly about?: readonly [sv: string, en: string];
  readonly words: string;
  readonly days: number | null;
  readonly danger?: true;
  readonly questions?: readonly Question[];
}
export interface Group {
  readonly code: string;
  readonly sv: string;
  readonly en: string;
  readonly kinds: readonly Kind[];
}

const question = (
  code: string,
  order: number,
  datatype: Question['datatype'],
  [sv, en]: readonly [string, string],
  more: { required?: boolean; values?: Question['values']; help?: Question['help'] } = {},
): Question => ({
  code,
  order,
  datatype,
  variable: true,
  required: more.required ?? false,
  sv,
  en,
  values: more.values ?? [],
  ...(more.help === undefined ? {} : { help: more.help }),
});
const value = (key: string, sv: string, en: string) => ({ key, sv, en });

const size = question('storlek', 1, 'singlevaluelist', ['Hur stort är det?', 'How large is it?'], {
  required: true,
  values: [
    value('liten', 'Som en hand', 'Like a hand'),
    value('mellan', 'Som ett lock', 'Like a lid'),
    value('stor', 'Större', 'Larger'),
  ],
});

/**
 * What a kommun most often receives, as it begins with: its people change it. Ours, after what Swedish kommuner ask about;
 * no list of them all was found.
 */
export const STANDARD: readonly Group[] = [
  {
    code: 'GATA',
    sv: 'Gata, väg och trafik',
    en: 'Streets, roads and traffic',
    kinds: [
      {
        ...{
          code: 'BELYSNING',
          sv: 'Belysning',
          en: 'Street lighting',
          words: 'lampa lykta lyse mörkt släckt gatubelysning',
          days: 10,
        },
        about: [
          'Lyktor som är släckta, blinkar eller har fallit.',
          'Lamps that are out, blink or have fallen.',
        ],
        questions: [
          question('antal', 1, 'singlevaluelist', ['Hur många lampor?', 'How many lamps?'], {
            required: true,
            values: [
              value('en', 'En', 'One'),
              value('flera', 'Flera', 'Several'),
              value('alla', 'Hela gatan', 'The whole street'),
            ],
          }),
          question('stolpe', 2, 'string', ['Nummer på stolpen', 'Number on the post'], {
            help: { sv: 'Står ofta på en liten skylt.', en: 'Often on a small plate.' },
          }),
        ],
      },
      {
        ...{
          code: 'HAL',
          sv: 'Hål eller skada i vägen',
          en: 'Hole or damage in the road',
          words: 'potthål grop asfalt trottoar cykelbana',
          days: 10,
        },
        questions: [
          size,
          question('var', 2, 'multivaluelist', ['Var är det?', 'Where is it?'], {
            values: [
              value('korbana', 'Körbana', 'Road'),
              value('cykelbana', 'Cykelbana', 'Cycle path'),
              value('gangbana', 'Gångbana', 'Pavement'),
            ],
          }),
        ],
      },
      {
        code: 'HALKA',
        sv: 'Snö och halka',
        en: 'Snow and ice',
        words: 'snöröjning plogning sandning is halt',
        days: 2,
        danger: true,
      },
      {
        code: 'SKYLT',
        sv: 'Skylt eller trafiksignal',
        en: 'Sign or traffic signal',
        words: 'vägmärke trafikljus rödljus skadad',
        days: 5,
        danger: true,
      },
      {
        code: 'CYKEL',
        sv: 'Övergivet fordon eller cykel',
        en: 'Abandoned vehicle or bicycle',
        words: 'skrotbil bilvrak cykel parkering',
        days: 30,
      },
    ],
  },
  {
    code: 'PARK',
    sv: 'Park, lek och natur',
    en: 'Parks, play and nature',
    kinds: [
      {
        ...{
          code: 'LEKPLATS',
          sv: 'Lekplats',
          en: 'Playground',
          words: 'gunga rutschkana sandlåda trasig',
          days: 5,
          danger: true,
        },
        questions: [
          question('avsparrad', 1, 'singlevaluelist', ['Kan barn göra sig illa?', 'Can children get hurt?'], {
            required: true,
            values: [
              value('ja', 'Ja', 'Yes'),
              value('nej', 'Nej', 'No'),
              value('vet-inte', 'Vet inte', 'I do not know'),
            ],
          }),
        ],
      },
      {
        code: 'TRAD',
        sv: 'Träd och buskar',
        en: 'Trees and bushes',
        words: 'fallet träd gren skymmer sikt häck',
        days: 20,
      },
      {
        code: 'PARK-SKADA',
        sv: 'Bänk, staket eller annat trasigt',
        en: 'Bench, fence or other thing broken',
        words: 'bänk bord staket brygga',
        days: 20,
      },
    ],
  },
  {
    code: 'SKRAP',
    sv: 'Skräp och klotter',
    en: 'Litter and graffiti',
    kinds: [
      {
        code: 'NEDSKRAPNING',
        sv: 'Nedskräpning',
        en: 'Litter',
        words: 'skräp sopor dumpat full papperskorg',
        days: 5,
      },
      {
        ...{ code: 'KLOTTER', sv: 'Klotter', en: 'Graffiti', words: 'graffiti sprej tagg', days: 2 },
        about: [
          'På det som är kommunens: tunnlar, bänkar, skyltar.',
          'On what is the municipality’s: tunnels, benches, signs.',
        ],
        questions: [
          question(
            'hot',
            1,
            'singlevaluelist',
            ['Är det hotfullt eller kränkande?', 'Is it threatening or offensive?'],
            {
              required: true,
              values: [value('ja', 'Ja', 'Yes'), value('nej', 'Nej', 'No')],
            },
          ),
        ],
      },
    ],
  },
  {
    code: 'VATTEN',
    sv: 'Vatten och avlopp',
    en: 'Water and sewage',
    kinds: [
      {
        ...{
          code: 'LACKA',
          sv: 'Vattenläcka',
          en: 'Water leak',
          words: 'läcka vatten ledning översvämning',
          days: 1,
          danger: true,
        },
        questions: [question('sedan', 1, 'datetime', ['Sedan när?', 'Since when?'])],
      },
      {
        code: 'BRUNN',
        sv: 'Brunn eller stopp i avlopp',
        en: 'Drain or blocked sewer',
        words: 'brunnslock dagvatten lock saknas',
        days: 3,
        danger: true,
      },
    ],
  },
  {
    code: 'ANNAT',
    sv: 'Annat',
    en: 'Something else',
    kinds: [
      {
        ...{ code: 'OVRIGT', sv: 'Annat fel', en: 'Another fault', words: 'övrigt', days: null },
        questions: [
          question('antal', 1, 'number', [
            'Hur många, om det går att räkna?',
            'How many, if they can be counted?',
          ]),
        ],
      },
    ],
  },
];
