import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { contains, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge } from '../../ui/components.tsx';
import { formatPeriod } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { PartyKind, RegimeRules } from '../facts.ts';
import { type ListView, lists, type RegimeView, regimes } from '../queries.server.ts';
import { lawTexts } from '../texts.ts';
import { LawMenu, RegimeFacts, SourceLine } from './parts.tsx';

/** GET /lagen: the regimes on a time line, and the closed lists. */
export async function showRegimes(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = lawTexts[locale];
  const today = swedishDay(ctx.clock());
  const [all, closed] = [await regimes(ctx), await lists(ctx)];
  return page(
    c,
    { title: t.title },
    <>
      <LawMenu here="regimes" editor={hasRole(ctx.actor, 'law-editor')} locale={locale} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <h2>{t.regimes}</h2>
      <ol class="timeline">
        {all.toReversed().map((regime) => {
          const current = contains(regime.signed, today);
          return (
            <li aria-current={current ? 'true' : undefined} id={regime.id}>
              <p class="quiet">
                {t.basis[regime.basis]} · {t.signed(formatPeriod(regime.signed, locale))}{' '}
                {current ? <Badge kind="good">{t.current}</Badge> : null}
              </p>
              <h3>
                {regime.name} <span class="quiet">{regime.id}</span>
              </h3>
              {current ? (
                <RegimeFacts regime={regime} locale={locale} />
              ) : (
                <details>
                  <summary aria-label={`${t.asks}: ${regime.name}`}>{t.asks}</summary>
                  <RegimeFacts regime={regime} locale={locale} />
                </details>
              )}
              <p>
                <a href={`/lagen/regelverk/${regime.id}`} aria-label={`${t.toRegime}: ${regime.name}`}>
                  {t.toRegime}
                </a>
              </p>
            </li>
          );
        })}
      </ol>
      <Lists lists={closed} locale={locale} />
    </>,
  );
}

/** GET /lagen/regelverk/:id: every provision that the regime's answers rest on. */
export async function showRegime(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = lawTexts[locale];
  const regime = (await regimes(ctx)).find(({ id }) => id === c.req.param('id'));
  if (regime === undefined) throw new Problem('not-found');
  const closed = (await lists(ctx)).filter((list) => list.regimeId === regime.id);
  return page(
    c,
    { title: regime.name },
    <>
      <LawMenu here="regimes" editor={hasRole(ctx.actor, 'law-editor')} locale={locale} />
      <h1>{regime.name}</h1>
      <p class="lead">
        {regime.id} · {t.basis[regime.basis]} · {t.signed(formatPeriod(regime.signed, locale))}
      </p>
      <RegimeFacts regime={regime} locale={locale} />
      <Directions rules={regime.rules} locale={locale} />
      <Provisions regime={regime} locale={locale} />
      <Lists lists={closed} locale={locale} />
    </>,
  );
}

const Directions: FC<{ rules: RegimeRules; locale: Locale }> = ({ rules, locale }) => {
  const t = lawTexts[locale];
  const performers = Map.groupBy(rules.directions, ([principal]) => principal);
  return (
    <Table<[PartyKind, RegimeRules['directions'][number][]]>
      caption={t.directions.title}
      rows={[...performers]}
      empty={null}
      columns={[
        { head: t.directions.principal, cell: ([principal]) => t.party[principal] },
        {
          head: t.directions.performer,
          cell: ([, pairs]) => pairs.map(([, performer]) => t.party[performer]).join(', '),
        },
      ]}
    />
  );
};

type ProvisionKey = keyof RegimeRules['provisions'];

const Provisions: FC<{ regime: RegimeView; locale: Locale }> = ({ regime, locale }) => {
  const t = lawTexts[locale];
  const { provisions } = regime.rules;
  return (
    <>
      <p class="quiet">{t.readingHelp}</p>
      <Table<ProvisionKey>
        caption={t.provisions.title}
        rows={Object.keys(t.provision).map((key) => key as ProvisionKey)}
        empty={null}
        columns={[
          { head: t.provisions.rule, cell: (key) => t.provision[key] },
          {
            head: t.provisions.provision,
            cell: (key) => {
              const provision = provisions[key];
              if (provision === null) return <span class="quiet">{t.provisions.none}</span>;
              return (
                <>
                  {provision.ref} {provision.reading ? <Badge kind="quiet">{t.reading}</Badge> : null}
                </>
              );
            },
          },
        ]}
      />
    </>
  );
};

const Lists: FC<{ lists: readonly ListView[]; locale: Locale }> = ({ lists: rows, locale }) => {
  const t = lawTexts[locale];
  return (
    <>
      <h2>{t.lists.title}</h2>
      <p>{t.lists.lead}</p>
      <Table<ListView>
        caption={t.lists.title}
        hideCaption
        rows={rows}
        empty={<p>{t.lists.none}</p>}
        columns={[
          {
            head: t.lists.list,
            cell: (list) => (
              <a href={`/lagen/poster?regelverk=${list.regimeId}&lista=${list.sphere}`}>
                {list.regimeId}, {t.sphere[list.sphere]}
              </a>
            ),
          },
          { head: t.provisions.provision, cell: (list) => list.provision },
          {
            head: t.lists.known,
            cell: (list) => <PeriodText period={list.known} locale={locale} />,
          },
          { head: t.lists.items, cell: (list) => list.items, number: true },
          { head: t.lists.note, cell: (list) => list.note },
          {
            head: t.source,
            cell: (list) => <SourceLine source={list.source} verifiedOn={list.verifiedOn} locale={locale} />,
          },
        ]}
      />
    </>
  );
};
