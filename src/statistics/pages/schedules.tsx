import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, Input } from '../../ui/fields.tsx';
import { Table } from '../../ui/table.tsx';
import {
  addSchedule,
  NewSchedule,
  OWN_WORK,
  pathOf,
  type Schedule,
  type Scheduled,
  schedulesOf,
  stopSchedule,
} from '../commands/schedule.server.ts';
import { FILE_FORMATS } from '../exports/files.server.ts';
import { measureOf } from '../measures.ts';
import { pageTexts } from '../page-texts.ts';
import { addressOf } from '../query.ts';
import { EVERY } from '../rules/schedule.ts';
import { scheduleTexts } from '../schedule-texts.ts';
import { statisticsTexts } from '../texts.ts';
import { errorsOf, type Frame, framed, statisticsPage } from './frame.tsx';
import { readView } from './view.tsx';

/** GET /statistik/utskick: one's own mailings. */
export async function showSchedules(c: Http) {
  const schedules = await schedulesOf(contextOf(c));
  return framed(c, async (frame) => {
    const t = scheduleTexts[frame.locale];
    return statisticsPage(
      c,
      frame,
      { here: 'schedules', title: t.title },
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {c.req.query('sparat') === 'ja' ? (
          <Notice kind="good" focus>
            {t.saved}
          </Notice>
        ) : null}
        <Table<Schedule>
          caption={t.list}
          hideCaption
          rows={schedules}
          empty={
            <p>
              {t.empty} <a href="/statistik">{t.open}</a>
            </p>
          }
          columns={[
            {
              head: t.columns.view,
              cell: ({ title, address }) => <a href={pathOf(address)}>{title}</a>,
            },
            { head: t.columns.every, cell: ({ every }) => t.every[every] },
            { head: t.columns.to, cell: ({ recipients }) => recipients.join(', '), wide: true },
            { head: t.columns.next, cell: (one) => (one.stoppedBecause === null ? one.nextOn : '–') },
            {
              head: t.columns.state,
              cell: ({ stoppedBecause }) => (stoppedBecause === null ? t.running : t.stopped[stoppedBecause]),
            },
            {
              head: t.columns.stop,
              cell: ({ id, title, stoppedBecause }) =>
                stoppedBecause === null ? (
                  <form method="post" action={`/statistik/utskick/${id}/stoppa`}>
                    <button class="link" type="submit" aria-label={`${t.stop}: ${title}`}>
                      {t.stop}
                    </button>
                  </form>
                ) : null,
            },
          ]}
        />
      </>,
    );
  });
}

/** The view that is asked for; null when there is none, or the officer's own work is asked for by nobody who is one. */
function scheduledOf(c: Http): Scheduled | null {
  if (c.req.query('vy') !== 'jag') return readView(c).query;
  return c.get('actor')?.officer == null ? null : OWN_WORK;
}

/** GET /statistik/utskick/nytt?<view>, or ?vy=jag: one's own work. */
export const showNewSchedule = (c: Http) => framed(c, (frame) => formPage(c, frame, {}, {}));

/** POST of the same. */
export async function addScheduleAction(c: Http) {
  const read = await readForm(c, NewSchedule);
  const again = (errors: Record<string, string>, given: Readonly<Record<string, string>>) =>
    framed(c, (frame) => formPage(c, frame, errors, given));
  const view = scheduledOf(c);
  if (view === null) throw new Problem('not-found');
  if (!read.ok)
    return again(Object.fromEntries(read.errors.map(({ field, code }) => [field, code])), read.given);
  try {
    await addSchedule(contextOf(c), view, read.data, c.get('locale'));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return again(Object.fromEntries(error.errors.map(({ field, code }) => [field, code])), read.data);
  }
  return c.redirect('/statistik/utskick?sparat=ja', 303);
}

/** POST /statistik/utskick/:id/stoppa */
export async function stopScheduleAction(c: Http) {
  await stopSchedule(contextOf(c), idParam(c));
  return c.redirect('/statistik/utskick', 303);
}

async function formPage(
  c: Http,
  frame: Frame,
  faults: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
) {
  const { locale, names } = frame;
  const t = scheduleTexts[locale];
  const view = scheduledOf(c);
  if (view === null || (view !== OWN_WORK && frame.asker.view(view) === 'none'))
    throw new Problem('not-found');
  const own: Readonly<Record<string, string>> = t.errors;
  const errors = Object.fromEntries(
    Object.entries(faults).map(([field, code]) => [
      field,
      own[code] ?? errorsOf({ [field]: code }, locale)[field]!,
    ]),
  );
  const title =
    view === OWN_WORK
      ? pageTexts[locale].own.title
      : statisticsTexts[locale].generic.title(
          measureOf(view.measures[0] ?? '')?.versions.at(-1)?.name[locale] ?? '',
          names.scope(view),
        );
  const address = view === OWN_WORK ? OWN_WORK : addressOf(view).toString();
  return statisticsPage(
    c,
    frame,
    {
      here: 'schedules',
      within: true,
      title: t.newTitle,
      ...(Object.keys(errors).length > 0 ? { status: 422 } : {}),
    },
    <>
      <h1>{t.newTitle}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary
        title={shellTexts[locale].form.errorTitle}
        errors={errors}
        labels={{ every: t.everyLabel, to: t.to, format: t.format }}
      />
      <dl class="facts">
        <dt>{t.view}</dt>
        <dd>
          <a href={pathOf(address)}>{title}</a>
        </dd>
      </dl>
      <form method="post" action={`/statistik/utskick/nytt?${address}`} class="stack">
        <Choice
          id="every"
          name="every"
          legend={t.everyLabel}
          value={given.every ?? 'month'}
          options={EVERY.map((value) => ({ value, label: t.every[value] }))}
          error={errors.every}
        />
        <Choice
          id="format"
          name="format"
          legend={t.format}
          value={given.format ?? 'xlsx'}
          options={FILE_FORMATS.map((value) => ({ value, label: t.formats[value] }))}
          error={errors.format}
        />
        <Input
          name="to"
          label={t.to}
          help={view === OWN_WORK ? t.ownHelp : t.toHelp}
          value={given.to ?? c.get('actor')?.email ?? ''}
          required
          error={errors.to}
        />
        <Button>{t.save}</Button>
      </form>
    </>,
  );
}
