import { PARTY_KINDS, SPHERES } from '../../law/content.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import {
  type AuthorityRow,
  authorities,
  type CountyRow,
  counties,
  registerCounts,
  type TaskRow,
  tasks,
} from '../queries.server.ts';
import { officeTexts } from '../texts.ts';
import {
  emptyList,
  Filter,
  Found,
  PageLinks,
  pageNumber,
  REGISTERS,
  RegisterMenu,
  searchWord,
  Wrong,
} from './parts.tsx';

/** GET /register */
export async function showRegisters(c: Http) {
  const locale = c.get('locale');
  const t = officeTexts[locale];
  const counts = await registerCounts(contextOf(c));
  return page(
    c,
    { title: t.title },
    <>
      <RegisterMenu here="overview" locale={locale} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ul class="cards">
        {REGISTERS.map(([key, href]) => (
          <li>
            <a class="card" href={href}>
              {t.menu[key]} <span class="quiet">{formatNumber(counts[key] ?? 0, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>,
  );
}

/** GET /register/myndigheter?sok=&slag=&sida= */
export async function showAuthorities(c: Http) {
  const locale = c.get('locale');
  const t = officeTexts[locale];
  const { columns, kinds, noNumber, ended, unverified } = t.authorities;
  const word = searchWord(c);
  const kind = PARTY_KINDS.find((one) => one === c.req.query('slag'));
  const number = pageNumber(c);
  const { rows, total } = await authorities(contextOf(c), { word, kind }, number);
  return page(
    c,
    { title: t.authorities.title },
    <>
      <RegisterMenu here="authorities" locale={locale} />
      <h1>{t.authorities.title}</h1>
      <p class="lead">{t.authorities.lead}</p>
      <Filter action="/register/myndigheter" word={word} locale={locale}>
        <Select
          name="slag"
          label={t.authorities.kind}
          empty={t.any}
          value={kind}
          options={PARTY_KINDS.map((one) => ({ value: one, label: kinds[one] }))}
        />
      </Filter>
      <Found total={total} page={number} locale={locale} />
      <Table<AuthorityRow>
        caption={t.authorities.title}
        hideCaption
        rows={rows}
        empty={emptyList(word !== undefined || kind !== undefined, locale)}
        columns={[
          { head: columns.name, cell: (row) => row.name },
          { head: columns.number, cell: (row) => row.orgNumber ?? noNumber },
          { head: columns.kind, cell: (row) => kinds[row.kind] },
          { head: columns.systems, cell: (row) => row.systems.join(', ') },
          {
            head: t.wrong,
            cell: (row) => (
              <Wrong
                says={[
                  row.endedOn === null ? null : ended(row.endedOn),
                  row.verifiedOn === null ? unverified : null,
                ]}
              />
            ),
          },
          {
            head: t.source,
            cell: (row) => (
              <cite>
                {row.source}
                {row.verifiedOn === null ? '' : `, ${t.verified(row.verifiedOn)}`}
              </cite>
            ),
          },
        ]}
      />
      <PageLinks c={c} total={total} page={number} locale={locale} />
    </>,
  );
}

/** GET /register/kommuner */
export async function showMunicipalities(c: Http) {
  const locale = c.get('locale');
  const t = officeTexts[locale].municipalities;
  const all = await counties(contextOf(c));
  const municipalities = all.flatMap((county) => county.municipalities);
  const without = municipalities.filter(({ offices }) => offices === 0).length;
  const [first, second, third] = [all.length, municipalities.length, without].map((n) =>
    formatNumber(n, locale),
  );
  return page(
    c,
    { title: t.title, width: 'text' },
    <>
      <RegisterMenu here="municipalities" locale={locale} />
      <h1>{t.title}</h1>
      <p class="lead">{t.lead(first!, second!, third!)}</p>
      {all.map((county) => {
        const says = t.county(`${county.code} ${county.name}`, county.municipalities.length, county.offices);
        return (
          <details>
            <summary>{says}</summary>
            <Table<CountyRow['municipalities'][number]>
              caption={county.name}
              hideCaption
              rows={county.municipalities}
              empty={null}
              columns={[
                { head: t.columns.name, cell: (row) => row.name },
                { head: t.columns.code, cell: (row) => row.code },
                { head: t.columns.offices, cell: (row) => row.offices, number: true },
              ]}
            />
          </details>
        );
      })}
    </>,
  );
}

/** GET /register/uppgifter?sok=&slag=&sida= */
export async function showTasks(c: Http) {
  const locale = c.get('locale');
  const t = officeTexts[locale];
  const { columns, spheres, every, noItem } = t.tasks;
  const word = searchWord(c);
  const sphere = SPHERES.find((one) => one === c.req.query('slag'));
  const number = pageNumber(c);
  const { rows, total } = await tasks(contextOf(c), { word, sphere }, number);
  const itemLinks = (row: TaskRow) =>
    row.items.length === 0
      ? noItem
      : row.items.map((code) => (
          <>
            <a href={`/lagen/poster/${code}`}>{code}</a>{' '}
          </>
        ));
  return page(
    c,
    { title: t.tasks.title },
    <>
      <RegisterMenu here="tasks" locale={locale} />
      <h1>{t.tasks.title}</h1>
      <p class="lead">{t.tasks.lead}</p>
      <Filter action="/register/uppgifter" word={word} locale={locale}>
        <Select
          name="slag"
          label={t.tasks.sphere}
          empty={t.any}
          value={sphere}
          options={SPHERES.map((one) => ({ value: one, label: spheres[one] }))}
        />
      </Filter>
      <Found total={total} page={number} locale={locale} />
      <Table<TaskRow>
        caption={t.tasks.title}
        hideCaption
        rows={rows}
        empty={emptyList(word !== undefined || sphere !== undefined, locale)}
        columns={[
          { head: columns.name, cell: (row) => (locale === 'sv' ? row.nameSv : row.nameEn) },
          { head: columns.code, cell: (row) => <code>{row.code}</code> },
          { head: columns.authority, cell: (row) => row.authority ?? every[row.sphere] },
          { head: columns.words, cell: (row) => row.words },
          { head: columns.items, cell: itemLinks },
          { head: t.source, cell: (row) => <cite>{row.source}</cite> },
        ]}
      />
      <PageLinks c={c} total={total} page={number} locale={locale} />
    </>,
  );
}
