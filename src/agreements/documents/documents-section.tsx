import type { FC } from 'hono/jsx';
import { authoritiesOf } from '../../access/actor.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { SignedCopy } from './signed-copies.server.ts';
import { documentTexts } from './texts.ts';

interface Shown {
  readonly c: Http;
  readonly agreementId: number;
  readonly version: number;
  readonly parties: readonly { readonly id: number }[];
  readonly copies: readonly SignedCopy[];
  /** Whether this is the register as it was: nothing is attached to the past. */
  readonly past: boolean;
  readonly errors: Errors;
  readonly locale: Locale;
}

/** The version as PDF, the comparison, and the signed copies with a form for one more. */
export const Documents: FC<Shown> = ({ c, agreementId, version, parties, copies, past, errors, locale }) => {
  const t = documentTexts[locale];
  const mine = authoritiesOf(contextOf(c).actor, 'coordinator');
  const mayAttach = !past && parties.some(({ id }) => mine.includes(id));
  return (
    <section id="undertecknade">
      <h3>{t.title}</h3>
      {c.req.query('bifogat') === '1' ? (
        <Notice kind="good" focus>
          {t.signed.done}
        </Notice>
      ) : null}
      <p>
        <a href={`/avtal/${agreementId}/versioner/${version}/avtal.pdf`}>{t.pdf(version)}</a>
        {version > 1 ? (
          <>
            {' · '}
            <a href={`/avtal/${agreementId}/jamfor?till=${version}`}>{t.compare.link}</a>
          </>
        ) : null}
      </p>
      <Table<SignedCopy>
        caption={t.signed.caption}
        rows={copies}
        empty={<p>{t.signed.none}</p>}
        columns={[
          {
            head: t.signed.file,
            cell: (copy) => (
              <a href={`/avtal/${agreementId}/undertecknat/${copy.id}`} download="">
                {copy.fileName}
              </a>
            ),
          },
          { head: t.signed.version, cell: (copy) => copy.version, number: true },
          {
            head: t.signed.size,
            cell: (copy) => t.signed.kilobytes(formatNumber(Math.ceil(copy.bytes / 1024), locale)),
            number: true,
          },
          {
            head: t.signed.attached,
            cell: (copy) => (
              <>
                {formatMoment(copy.attachedAt)}
                <div class="quiet">{t.signed.by(copy.attachedBy ?? t.signed.someone)}</div>
              </>
            ),
          },
          {
            head: t.signed.remarks,
            cell: (copy) => (
              <>
                {copy.remarks.map((remark) => (
                  <div>{t.signed.remark[remark]}</div>
                ))}
                <details>
                  <summary>{t.signed.sha}</summary>
                  <code>{copy.sha256}</code>
                </details>
              </>
            ),
          },
        ]}
      />
      {mayAttach ? (
        <form
          method="post"
          action={`/avtal/${agreementId}/versioner/${version}/undertecknat`}
          enctype="multipart/form-data"
          class="stack"
        >
          <h4>{t.signed.attach}</h4>
          <Input
            name="file"
            type="file"
            label={t.signed.field}
            help={t.signed.help(version)}
            error={errors.file}
            accept=".pdf,application/pdf"
            required
          />
          <Button kind="quiet">{t.signed.submit}</Button>
        </form>
      ) : null}
    </section>
  );
};
