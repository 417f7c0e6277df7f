import { scopeOf, transaction } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, originOf } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { ButtonLink } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { applicationIn } from '../applications.server.ts';
import { sendAtDesk } from '../commands/send.server.ts';
import { told } from '../definition.ts';
import { matterToFill } from '../definitions.server.ts';
import { applyTexts } from '../public-texts.ts';
import { formOf, formsFor } from '../published.server.ts';
import { applicationTexts } from '../texts.ts';
import { fillAction, noIndex, type Place, showFilling } from './filling.tsx';
import { ReceiptOf } from './receipt.tsx';

function matterOfAddress(c: Http): string {
  const id = c.req.query('arende') ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Problem('not-found');
  return id;
}

/** GET /ansokningar/ny?arende=: which form; where there is one, that. */
export async function showDeskForms(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = applicationTexts[locale].desk;
  const matter = await matterToFill(ctx, matterOfAddress(c));
  if (matter.applicationId !== null) return c.redirect(`/ansokningar/${matter.applicationId}`, 303);
  const forms = await transaction(ctx, (db) => formsFor(db, matter.taskId, matter.authorityId));
  const [only] = forms;
  if (only !== undefined && forms.length === 1)
    return c.redirect(`/ansokningar/ny/${only.id}?arende=${matter.id}`, 303);
  const task = locale === 'sv' ? matter.taskSv : matter.taskEn;
  return page(
    c,
    { title: t.title, width: 'text', head: noIndex },
    <>
      <Back channel={matter.channel} visitId={matter.visitId} matterId={matter.id} locale={locale} />
      <h1>{t.title}</h1>
      {forms.length === 0 ? (
        <div class="empty">
          <p>{t.none(task, matter.authority)}</p>
          <p>
            <a href={`/overlamningar/ny?arende=${matter.id}`}>{t.handOver}</a>
          </p>
        </div>
      ) : (
        <>
          <h2>{t.which}</h2>
          <ul>
            {forms.map(({ id, form }) => (
              <li>
                <a href={`/ansokningar/ny/${id}?arende=${matter.id}`}>{told(form.title, locale)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>,
  );
}

const Back = (props: { channel: string; visitId: string; matterId: string; locale: Locale }) => (
  <p class="crumb">
    <a
      href={`/${props.channel === 'visit' ? 'besok' : 'kontakter'}/${props.visitId}#arende-${props.matterId}`}
    >
      {applicationTexts[props.locale].desk.back}
    </a>
  </p>
);

async function atDesk(c: Http): Promise<Place> {
  const ctx = contextOf(c);
  const matter = await matterToFill(ctx, matterOfAddress(c));
  const form = await formOf(ctx.pool, { id: idParam(c, 'form') });
  if (form === undefined || form.taskId !== matter.taskId || form.authorityId !== matter.authorityId)
    throw new Problem('not-found');
  return {
    form: { ...form, office: null },
    action: `/ansokningar/ny/${form.id}?arende=${matter.id}`,
    matterId: matter.id,
    scope: scopeOf(ctx.actor),
    crumb: (locale) => (
      <Back channel={matter.channel} visitId={matter.visitId} matterId={matter.id} locale={locale} />
    ),
    head: (locale) => (
      <p class="quiet">
        {applyTexts[locale].fill.forVisitor(
          locale === 'sv' ? matter.taskSv : matter.taskEn,
          matter.authority,
        )}
      </p>
    ),
    send: (code) => sendAtDesk(ctx, originOf(c), form, code),
    receipt: async (code, sent) => {
      const locale = c.get('locale');
      const application = await transaction(ctx, (db) => applicationIn(db, sent.id));
      return page(
        c,
        { title: applyTexts[locale].receipt.sent, width: 'text', head: noIndex },
        <>
          <ReceiptOf application={application} code={code} fresh locale={locale} />
          <p class="row">
            <ButtonLink href={`/ansokningar/${sent.id}`} kind="primary">
              {applyTexts[locale].receipt.toApplication}
            </ButtonLink>
          </p>
        </>,
      );
    },
  };
}

/** GET /ansokningar/ny/:form?arende= */
export async function showDeskForm(c: Http) {
  const place = await atDesk(c);
  return showFilling(c, place, { draft: null });
}

/** POST /ansokningar/ny/:form?arende= */
export async function deskFormAction(c: Http) {
  return fillAction(c, await atDesk(c));
}
