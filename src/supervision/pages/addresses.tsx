import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { ADDRESSEES, type Addressee, type KeptAddress } from '../../post/postal-address.server.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { addressTexts } from '../address-texts.ts';
import { addresses, keepAddress } from '../commands/keep-address.server.ts';
import { AddressFormSchema } from '../deviation.ts';
import { deskPage, NOTHING_TOLD, type Told, toldErrors } from './frame.tsx';

type About = Told & { readonly of?: Addressee };

/** GET /kammarkollegiet/adresser */
export function showAddresses(c: Http) {
  const t = addressTexts[c.get('locale')];
  return addressesPage(
    c,
    c.req.query('sparad') === undefined ? NOTHING_TOLD : { ...NOTHING_TOLD, notice: t.saved },
  );
}

/** POST /kammarkollegiet/adresser/:addressee */
export async function keepAddressAction(c: Http) {
  const of = ADDRESSEES.find((each) => each === c.req.param('addressee'));
  if (of === undefined) throw new Problem('not-found');
  const locale = c.get('locale');
  // Both addressees' fields stand on one page: each carries the addressee before its name.
  const form = await readForm(
    c,
    z.preprocess(
      (posted) =>
        Object.fromEntries(
          Object.entries(posted as object).map(([name, value]) => [name.slice(of.length + 1), value]),
        ),
      AddressFormSchema,
    ),
  );
  const wrong = (errors: Problem['errors'], given: Readonly<Record<string, string>>) =>
    // A line that is too long is told at the field that holds all lines.
    addressesPage(c, {
      ...toldErrors(
        errors.map(({ field, code }) => ({ field: `${of}.${field.replace(/\.\d+$/, '')}`, code })),
        given,
        locale,
      ),
      of,
    });
  if (!form.ok) return wrong(form.errors, form.given);
  try {
    await keepAddress(contextOf(c), of, form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const { address, ...given } = form.data;
    const posted = Object.entries({ ...given, address: address.join('\n') });
    return wrong(error.errors, Object.fromEntries(posted.map(([name, value]) => [`${of}.${name}`, value])));
  }
  return c.redirect('/kammarkollegiet/adresser?sparad=1', 303);
}

async function addressesPage(c: Http, told: About) {
  const locale = c.get('locale');
  const t = addressTexts[locale];
  const ctx = contextOf(c);
  const kept = await addresses(ctx);
  const today = swedishDay(ctx.clock());
  return deskPage(
    c,
    { section: 'addresses', title: t.title, lead: t.lead, told },
    ADDRESSEES.map((addressee) => (
      <One
        addressee={addressee}
        kept={kept.filter((each) => each.addressee === addressee)}
        told={told.of === addressee ? told : NOTHING_TOLD}
        today={today}
        locale={locale}
      />
    )),
  );
}

const One: FC<{
  addressee: Addressee;
  kept: readonly KeptAddress[];
  told: Told;
  today: string;
  locale: Locale;
}> = ({ addressee, kept: [now, ...earlier], told, today, locale }) => {
  const t = addressTexts[locale];
  const field = (name: string, value?: string) => ({
    name: `${addressee}.${name}`,
    error: told.errors[`${addressee}.${name}`],
    value: told.given[`${addressee}.${name}`] ?? value,
  });
  return (
    <section aria-labelledby={addressee}>
      <h2 id={addressee}>{t.addressee[addressee]}</h2>
      <p class="help">{t.what[addressee]}</p>
      {now === undefined ? (
        <p>{t.none}</p>
      ) : (
        <>
          <address class="desk-words">{now.lines.join('\n')}</address>
          <dl class="facts">
            <dt>{t.source}</dt>
            <dd>{now.source}</dd>
            <dt>{t.verified}</dt>
            <dd>{now.verifiedOn}</dd>
          </dl>
        </>
      )}
      <details open={told.status !== 200}>
        <summary>{t.change}</summary>
        <form method="post" action={`/kammarkollegiet/adresser/${addressee}`} class="stack">
          <TextArea
            {...field('address', now?.lines.join('\n'))}
            label={t.address}
            help={t.addressHelp}
            rows={4}
            required
          />
          <Input {...field('source')} label={t.source} help={t.sourceHelp} required />
          <Input {...field('verifiedOn', today)} type="date" label={t.verified} max={today} required />
          <Button kind="quiet">{t.submit}</Button>
        </form>
      </details>
      {earlier.length === 0 ? null : (
        <>
          <h3>{t.earlier}</h3>
          <Table<KeptAddress>
            caption={t.earlierCaption}
            hideCaption
            rows={earlier}
            empty=""
            columns={[
              { head: t.address, cell: (row) => row.lines.join(', ') },
              { head: t.source, cell: (row) => row.source },
              { head: t.verified, cell: (row) => row.verifiedOn },
              { head: t.recorded, cell: (row) => formatMoment(row.recordedAt) },
              { head: t.by, cell: (row) => row.by ?? t.shipped },
            ]}
          />
        </>
      )}
    </section>
  );
};
