import type { FC } from 'hono/jsx';
import type { Locale } from '../../ui/texts.ts';
import { agreementTexts } from '../agreement-texts.ts';
import type { AgreementView } from '../queries/agreement-view.server.ts';

/** What the parties owe Kammarkollegiet or the Government, or why not, with the provision (R5, R9). */
export const Duties: FC<{ view: AgreementView; locale: Locale }> = ({ view, locale }) => {
  const t = agreementTexts[locale];
  const { copy, report } = view;
  return (
    <section>
      <h3>{t.duties}</h3>
      <dl class="facts">
        {copy === null ? null : (
          <>
            <dt>{t.copy}</dt>
            <dd>
              {copy.owed ? `${t.owedTo[copy.to]} ${t.copySoon}` : t.notOwed[copy.why]}{' '}
              {copy.provision === null ? null : <cite>{copy.provision.ref}</cite>}
            </dd>
          </>
        )}
        {report === null ? null : (
          <>
            <dt>{t.report}</dt>
            <dd>
              {report.duty.owed
                ? `${t.owedTo[report.duty.to]} ${reporters(report, locale)}`
                : t.notOwed[report.duty.why]}{' '}
              {report.duty.provision === null ? null : <cite>{report.duty.provision.ref}</cite>}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
};

function reporters({ by, due }: NonNullable<AgreementView['report']>, locale: Locale): string {
  const t = agreementTexts[locale];
  const who = new Intl.ListFormat(locale).format(by.map((party) => party.name));
  return due === null ? t.reportByGovernment(who) : t.reportBy(who, due);
}
