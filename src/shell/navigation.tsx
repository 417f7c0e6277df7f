import type { FC } from 'hono/jsx';
import { type Actor, type Assignment, hasRole, type Role } from '../access/actor.ts';
import type { Locale } from '../ui/texts.ts';
import { shellTexts } from './texts.ts';

type NavKey = keyof (typeof shellTexts)['sv']['nav'];
type AtOffice = Extract<Assignment, { readonly officeId: number }>;
interface NavItem {
  readonly key: NavKey;
  readonly href: string;
  readonly roles: readonly Role[];
  /** Also for an office's people, where the office is such. */
  readonly offices?: (office: AtOffice) => boolean;
  /** Its other addresses, which begin like another's. */
  readonly also?: RegExp;
}

/** Which pages stand in whose menu, by section. Every page checks its role again. */
const SECTIONS: readonly (readonly NavItem[])[] = [
  [
    { key: 'queue', href: '/ko', roles: ['officer', 'office-manager'] },
    { key: 'area', href: '/ko/omrade', roles: ['area-manager'] },
    {
      key: 'reception',
      href: '/reception',
      roles: ['officer', 'office-manager'],
      also: /^\/ko\/\d+\/reception/,
    },
    { key: 'devices', href: '/enheter', roles: ['office-manager'], also: /^\/ko\/\d+\/enheter/ },
  ],
  [{ key: 'workingTogether', href: '/samverkan', roles: ['area-manager'] }],
  [
    { key: 'visits', href: '/besok', roles: ['officer'] },
    { key: 'contacts', href: '/kontakter', roles: ['officer'] },
    { key: 'promises', href: '/loften', roles: ['officer', 'office-manager'] },
    { key: 'telephones', href: '/telefoni', roles: ['office-manager'] },
  ],
  [
    {
      key: 'handOvers',
      href: '/overlamningar',
      roles: ['officer', 'office-manager', 'receiver', 'coordinator'],
    },
    { key: 'applications', href: '/ansokningar', roles: ['officer', 'receiver', 'coordinator'] },
    { key: 'forms', href: '/blanketter', roles: ['officer', 'office-manager', 'receiver', 'coordinator'] },
    { key: 'diary', href: '/diarium', roles: ['receiver', 'coordinator'] },
    { key: 'receiving', href: '/overlamningar/installningar', roles: ['coordinator'] },
  ],
  [
    {
      key: 'questions',
      href: '/fragor',
      roles: ['officer', 'office-manager', 'area-manager', 'coordinator', 'receiver', 'analyst'],
    },
    {
      key: 'mapping',
      href: '/kartlaggning',
      roles: ['officer', 'office-manager', 'area-manager', 'coordinator', 'receiver', 'analyst'],
    },
  ],
  [{ key: 'desk', href: '/kammarkollegiet', roles: ['supervisor'] }],
  [
    {
      key: 'agreements',
      href: '/avtal',
      roles: ['officer', 'office-manager', 'coordinator', 'report-author'],
    },
    { key: 'drafts', href: '/avtal/utkast', roles: ['coordinator'] },
    { key: 'copies', href: '/kopior', roles: ['coordinator', 'administrator'] },
    { key: 'mail', href: '/utskick', roles: ['coordinator', 'report-author', 'supervisor', 'administrator'] },
    { key: 'findings', href: '/papekanden', roles: ['coordinator', 'report-author'] },
    {
      key: 'coverage',
      href: '/tackning',
      roles: ['officer', 'office-manager', 'coordinator', 'report-author'],
    },
  ],
  [
    { key: 'mandates', href: '/uppdrag', roles: ['coordinator', 'officer', 'office-manager'] },
    { key: 'competence', href: '/kompetens', roles: ['coordinator', 'office-manager'] },
    { key: 'access', href: '/behorigheter', roles: ['coordinator'] },
  ],
  [{ key: 'acts', href: '/atgarder', roles: ['coordinator'] }],
  [
    { key: 'reports', href: '/rapporter', roles: ['report-author', 'coordinator'] },
    { key: 'officeQuestions', href: '/rapporter/kontor', roles: ['office-manager'] },
    { key: 'reportDuty', href: '/rapporter/skyldighet', roles: ['administrator'] },
  ],
  [
    {
      key: 'statistics',
      href: '/statistik',
      roles: ['officer', 'office-manager', 'area-manager', 'coordinator', 'report-author', 'analyst'],
    },
  ],
  // A coordinator decides whether the authority receives them; an office's people have them when it does.
  [
    {
      key: 'faults',
      href: '/felanmalningar',
      roles: ['coordinator'],
      offices: ({ faults }) => faults === true,
    },
  ],
  [{ key: 'openingHours', href: '/kontorstider', roles: ['office-manager'] }],
  [{ key: 'mailboxes', href: '/brevlador', roles: ['office-manager', 'administrator'] }],
  [{ key: 'calendar', href: '/kalender', roles: ['coordinator', 'report-author'] }],
  [
    {
      key: 'law',
      href: '/lagen',
      roles: [
        ...([
          'officer',
          'office-manager',
          'area-manager',
          'coordinator',
          'report-author',
          'analyst',
        ] as const),
        ...(['law-editor', 'administrator'] as const),
      ],
    },
    { key: 'ask', href: '/fraga-lagen', roles: ['officer', 'office-manager', 'coordinator'] },
  ],
  [
    {
      key: 'registers',
      href: '/register',
      roles: ['coordinator', 'report-author', 'law-editor', 'administrator'],
    },
  ],
  [{ key: 'import', href: '/import', roles: ['administrator'] }],
  [{ key: 'accounts', href: '/konton', roles: ['administrator'] }],
];

/** The sections of an actor's menu, each with what is in it for them. */
export function sectionsOf(actor: Actor): NavItem[][] {
  return SECTIONS.map((section) =>
    section.filter(
      ({ roles, offices }) =>
        roles.some((role) => hasRole(actor, role)) ||
        actor.assignments.some((held) => 'officeId' in held && offices?.(held) === true),
    ),
  ).filter((section) => section.length > 0);
}

/** The sections, and under them what else is in the one where the reader is. */
export const Navigation: FC<{ actor: Actor; path: string; locale: Locale }> = ({ actor, path, locale }) => {
  const t = shellTexts[locale];
  const sections = sectionsOf(actor);
  // The longest address that leads here: /avtal/utkast is not /avtal.
  const items = sections.flat();
  const byName = items.find(({ also }) => also?.test(path)) ?? null;
  const here = items
    .filter(({ href }) => byName === null && (path === href || path.startsWith(`${href}/`)))
    .reduce<NavItem | null>(
      (best, item) => (best !== null && best.href.length > item.href.length ? best : item),
      byName,
    );
  const section = sections.find((items) => here !== null && items.includes(here));
  return (
    <>
      <nav aria-label={t.menu} class="menu">
        <ul>
          {sections.map((items) => (
            <li>
              <a
                href={items[0]?.href}
                aria-current={items === section ? (items[0] === here ? 'page' : 'true') : undefined}
              >
                {t.nav[items[0]!.key]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {section === undefined || section.length === 1 ? null : (
        <nav aria-label={t.menuWithin(t.nav[section[0]!.key])} class="menu menu--section">
          <ul>
            {section.map((item) => (
              <li>
                <a href={item.href} aria-current={item === here ? 'page' : undefined}>
                  {t.nav[item.key]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
};
