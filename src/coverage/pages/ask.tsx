import { asOfAsked, here, idAsked, KnownNotice, oneOf } from '../../agreements/pages/asked.tsx';
import { readsOfOthers } from '../../agreements/queries/who-sees.server.ts';
import { LEVELS } from '../../law/facts.ts';
import { officesByName } from '../../offices/names.server.ts';
import { unscoped } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { ErrorSummary } from '../../ui/fields.tsx';
import { askTexts } from '../ask-texts.ts';
import { askablePairs } from '../queries/ask.server.ts';
import { answerTo } from './answer-to.tsx';
import { AskForm, choicesOf, OPENS } from './ask-form.tsx';
import { subjectAsked, whoIsAsked } from './ask-question.server.ts';

/** GET /fraga-lagen: the question stands in the address, so the answer can be linked to. */
export async function showAsk(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = askTexts[locale];
  const pairs = await askablePairs(ctx);
  const asked = asOfAsked(c);
  const db = unscoped(ctx.pool);
  const offices = await officesByName(db);
  const errors: Record<string, string> = { ...asked.errors };

  const { officer, candidates } = await whoIsAsked(c);
  const written = c.req.query('handlaggare')?.trim() ?? '';
  if (written !== '' && officer === null && candidates.length === 0) errors.handlaggare = t.unknownOfficer;

  const officeId = idAsked(c, 'kontor') ?? officer?.homeOfficeId ?? null;
  const office = offices.find((each) => each.id === officeId);
  if ((c.req.query('kontor') ?? '') !== '' && office === undefined) errors.kontor = t.unknownOffice;

  const subject = subjectAsked(c, pairs);
  if (subject.fault !== null) errors.uppgift = t[subject.fault];
  const level = oneOf(LEVELS, c.req.query('niva')) ?? null;

  const open = oneOf(OPENS, c.req.query('fraga')) ?? 'may';
  const ready = Object.keys(errors).length === 0;
  return page(
    c,
    { title: t.title, status: Object.keys(errors).length > 0 ? 422 : 200, width: 'wide' },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <AskForm
        asked={asked}
        values={{
          fraga: open === 'may' ? '' : open,
          handlaggare: officer?.code ?? written,
          kontor: String(office?.id ?? ''),
          uppgift: String(subject.taskId ?? ''),
          myndighet: String(subject.principalId ?? ''),
          niva: level ?? '',
        }}
        choices={choicesOf(pairs, offices, locale)}
        mayChooseOfficer={readsOfOthers(ctx.actor)}
        errors={errors}
        locale={locale}
      />
      {candidates.length > 1 ? (
        <section>
          <p>{t.several}</p>
          <ul>
            {candidates.map((each) => (
              <li>
                <a href={here(c, { handlaggare: each.code })}>
                  {each.name} ({each.code}, {each.homeOffice})
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {officer === null && written === '' && open !== 'who' ? <p class="empty">{t.chooseOfficer}</p> : null}
      <KnownNotice known={asked.known} href={here(c, { kand: null })} locale={locale} />
      {ready ? await answerTo(c, { asked, officer, office, offices, subject, level, open }) : null}
    </>,
  );
}
