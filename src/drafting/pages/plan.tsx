import type { FC, PropsWithChildren } from 'hono/jsx';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Badge, Button } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, TextArea } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { addStep, changeStep, closeStep, draftOfStep } from '../commands/plan-steps.server.ts';
import { lifeTexts } from '../life-texts.ts';
import { AddStepSchema } from '../plan.ts';
import { type PlanView, planOf, type Step } from '../queries/plan.server.ts';
import { errorsOf } from './fields.server.ts';

/** GET /avtal/:id/plan */
export function showPlan(c: Http) {
  return planPage(c, {}, {}, 200);
}

/** POST /avtal/:id/plan: a step more. */
export async function addStepAction(c: Http) {
  const form = await readForm(c, AddStepSchema);
  if (!form.ok) return planPage(c, form.given, errorsOf(form.errors, c.get('locale')), 422);
  await addStep(contextOf(c), idParam(c), form.data);
  return c.redirect(`/avtal/${idParam(c)}/plan`, 303);
}

/** POST /avtal/:id/plan/:step: a planned step, changed. */
export async function changeStepAction(c: Http) {
  const stepId = idParam(c, 'step');
  const form = await readForm(c, AddStepSchema);
  if (!form.ok) return planPage(c, form.given, errorsOf(form.errors, c.get('locale')), 422, stepId);
  await changeStep(contextOf(c), idParam(c), stepId, form.data);
  return c.redirect(`/avtal/${idParam(c)}/plan`, 303);
}

/** POST /avtal/:id/plan/:step/utkast */
export async function draftStepAction(c: Http) {
  const id = await draftOfStep(contextOf(c), idParam(c), idParam(c, 'step'));
  return c.redirect(`/avtal/utkast/${id}`, 303);
}

/** POST /avtal/:id/plan/:step/klart and /stall-in */
export const closeStepAction = (state: 'done' | 'cancelled') => async (c: Http) => {
  await closeStep(contextOf(c), idParam(c), idParam(c, 'step'), state);
  return c.redirect(`/avtal/${idParam(c)}/plan`, 303);
};

/** Where the agreement applies today, and where it will by what is already concluded. */
function where({ officesNow, officeScope, offices, version }: PlanView, locale: Locale): string {
  const t = lifeTexts[locale];
  const told = (of: number | 'all') => (of === 'all' ? t.allOffices : t.offices(of));
  const newest = officeScope === 'all' ? 'all' : offices.length;
  if (officesNow === newest) return t.now(told(newest));
  const now = officesNow === null ? t.notNow : t.now(told(officesNow));
  return `${now} ${t.concluded(version, told(newest))}`;
}

/** What was posted belongs to the step `changing`; null: to the new one. */
async function planPage(
  c: Http,
  posted: Readonly<Record<string, string>>,
  errors: Errors,
  status: 200 | 422,
  changing: number | null = null,
) {
  const given = changing === null ? posted : {};
  const wrong = changing === null ? errors : {};
  const locale = c.get('locale');
  const t = lifeTexts[locale];
  const plan = await planOf(contextOf(c), idParam(c));
  return page(
    c,
    { title: `${t.planTitle}: ${plan.name}`, status, width: 'text' },
    <>
      <p class="crumb">
        <a href={`/avtal/${plan.id}`}>{plan.name}</a>
      </p>
      <h1>{t.planTitle}</h1>
      <p class="lead">{t.planLead}</p>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={errors}
        labels={{ plannedOn: t.day, title: t.title, remaining: t.remainingLabel, offices: t.joining }}
      />
      <p>
        {plan.ended && plan.lastDay !== null
          ? t.endedOn(formatDay(plan.lastDay, locale))
          : where(plan, locale)}
      </p>
      {plan.steps.length === 0 ? (
        <div class="empty">
          <p>{plan.ended ? t.planNone : t.planEmpty}</p>
        </div>
      ) : (
        <ol class="timeline draft-steps">
          {plan.steps.map((step) => (
            <StepLine step={step} plan={plan} locale={locale}>
              {step.state === 'planned' && step.mine && !plan.ended ? (
                <ChangeStep
                  step={step}
                  plan={plan}
                  posted={changing === step.id ? { given: posted, errors } : null}
                  locale={locale}
                />
              ) : null}
            </StepLine>
          ))}
        </ol>
      )}
      {plan.ended ? null : (
        <section aria-labelledby="nytt-steg">
          <h2 id="nytt-steg">{t.addStep}</h2>
          <form method="post" action={`/avtal/${plan.id}/plan`} class="stack">
            <Input name="title" label={t.title} value={given.title} error={wrong.title} required />
            <Input
              name="plannedOn"
              type="date"
              label={t.day}
              value={given.plannedOn}
              error={wrong.plannedOn}
              required
            />
            {plan.available.length === 0 ? (
              <p class="help">{t.noneAvailable}</p>
            ) : (
              <details open={plan.available.length <= 12}>
                <summary>{t.joining}</summary>
                <fieldset class="conditions draft-offices">
                  <legend class="sr-only">{t.joining}</legend>
                  {plan.available.map(({ id, name }) => (
                    <label>
                      <input type="checkbox" name="offices" value={id} />
                      <span>{name}</span>
                    </label>
                  ))}
                </fieldset>
              </details>
            )}
            <TextArea
              name="remaining"
              label={t.remainingLabel}
              value={given.remaining ?? ''}
              error={wrong.remaining}
              rows={2}
            />
            <Button>{t.addStep}</Button>
          </form>
        </section>
      )}
    </>,
  );
}

const StepLine: FC<PropsWithChildren<{ step: Step; plan: PlanView; locale: Locale }>> = ({
  step,
  plan,
  locale,
  children,
}) => {
  const t = lifeTexts[locale];
  const kind = { planned: 'neutral', done: 'good', cancelled: 'quiet' } as const;
  const action = (verb: string) => `/avtal/${plan.id}/plan/${step.id}/${verb}`;
  // What the agreement will have once the steps up to this one are carried out.
  const before = plan.steps.filter((s) => s.state === 'planned' && s.plannedOn <= step.plannedOn);
  const joined = new Set([...plan.offices, ...before.flatMap((s) => s.offices.map(({ id }) => id))]);
  return (
    <li>
      <h2>{step.title}</h2>
      <p>
        {formatDay(step.plannedOn, locale)} <Badge kind={kind[step.state]}>{t.stepState[step.state]}</Badge>
        {step.state === 'planned' && step.plannedOn < plan.now ? <span class="quiet"> {t.late}</span> : null}
      </p>
      {step.offices.length === 0 ? null : (
        <p>
          {step.offices.map(({ name }) => name).join(', ')}
          {step.state === 'planned' && plan.officeScope !== 'all' ? (
            <span class="quiet"> ({t.after(joined.size)})</span>
          ) : null}
        </p>
      )}
      {step.remaining === '' ? null : (
        <p>
          <span class="quiet">{t.remaining}:</span> {step.remaining}
        </p>
      )}
      {step.state !== 'planned' || !step.mine || plan.ended ? null : (
        <div class="row">
          {step.draftId === null ? (
            <form method="post" action={action('utkast')}>
              <Button kind="quiet">{t.makeDraft}</Button>
            </form>
          ) : (
            <a class="button button--quiet" href={`/avtal/utkast/${step.draftId}`}>
              {t.toDraft}
            </a>
          )}
          <form method="post" action={action('klart')}>
            <Button kind="quiet">{t.markDone}</Button>
          </form>
          <form method="post" action={action('stall-in')}>
            <Button kind="quiet">{t.markCancelled}</Button>
          </form>
        </div>
      )}
      {children}
    </li>
  );
};

const ChangeStep: FC<{
  step: Step;
  plan: PlanView;
  posted: { readonly given: Readonly<Record<string, string>>; readonly errors: Errors } | null;
  locale: Locale;
}> = ({ step, plan, posted, locale }) => {
  const t = lifeTexts[locale];
  const of = (name: 'title' | 'plannedOn' | 'remaining') => ({
    ...{ name, id: `${name}-${step.id}`, value: posted?.given[name] ?? step[name] },
    ...(posted?.errors[name] === undefined ? {} : { 'aria-invalid': 'true' as const }),
  });
  const told = (name: 'title' | 'plannedOn' | 'remaining') =>
    posted?.errors[name] === undefined ? null : <span class="error">{posted.errors[name]}</span>;
  const others = plan.available.filter(({ id }) => !step.offices.some((office) => office.id === id));
  return (
    <details open={posted !== null}>
      <summary>{t.changeStep}</summary>
      <form method="post" action={`/avtal/${plan.id}/plan/${step.id}`} class="stack">
        <div class="field">
          <label for={`title-${step.id}`}>{t.title}</label>
          {told('title')}
          <input {...of('title')} maxlength={200} autocomplete="off" required />
        </div>
        <div class="field">
          <label for={`plannedOn-${step.id}`}>{t.day}</label>
          {told('plannedOn')}
          <input {...of('plannedOn')} type="date" required />
        </div>
        {step.offices.length + others.length === 0 ? null : (
          <fieldset class="conditions draft-offices">
            <legend>{t.joining}</legend>
            {[...step.offices, ...others].map(({ id, name }, index) => (
              <label>
                <input type="checkbox" name="offices" value={id} checked={index < step.offices.length} />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
        )}
        <div class="field">
          <label for={`remaining-${step.id}`}>{t.remainingLabel}</label>
          {told('remaining')}
          <textarea name="remaining" id={`remaining-${step.id}`} rows={2} maxlength={2000}>
            {of('remaining').value}
          </textarea>
        </div>
        <Button>{t.saveStep}</Button>
      </form>
    </details>
  );
};
