import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import {
  changeDesk,
  changeNeed,
  endDesk,
  endNeed,
  moveNeed,
  setQueue,
} from '../commands/change-settings.server.ts';
import { addDesk, addNeed, openQueue } from '../commands/configure.server.ts';
import { ChangeDeskSchema, NeedSchema, NewDeskSchema, QueueSettingsSchema } from '../schemas.ts';
import { queueErrorText } from '../texts.ts';
import { type Shown, settingsPage } from './settings.tsx';
import { deskSettingsPage, needPage } from './settings-forms.tsx';

const NOTHING: Shown = { told: null, errors: {}, given: {} };

/** What was refused stands at its field, with what was given; nothing has been stored. */
async function orShown(
  c: Http,
  work: () => Promise<void>,
  again: (shown: Shown, status: 409 | 422) => Response | Promise<Response>,
): Promise<Response> {
  try {
    await work();
    return c.redirect(`/ko/${idParam(c, 'office')}/installningar?sparat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || !['not-possible', 'invalid'].includes(error.code)) throw error;
    const locale = c.get('locale');
    const text = (code: string) => queueErrorText(code, error.facts, locale) ?? fieldErrorText(code, locale);
    const { reason } = error.facts;
    const body = await c.req.parseBody({ all: true }).catch(() => ({}));
    const given = Object.fromEntries(
      Object.entries(body).filter((each): each is [string, string] => typeof each[1] === 'string'),
    );
    const errors = Object.fromEntries(error.errors.map(({ field, code }) => [field, text(code)]));
    const told = typeof reason === 'string' ? { kind: 'wrong' as const, text: text(reason) } : null;
    return again({ told, errors, given }, error.code === 'invalid' ? 422 : 409);
  }
}

async function form<S extends z.ZodType>(c: Http, schema: S): Promise<z.output<S>> {
  const read = await readForm(c, schema);
  if (!read.ok) throw new Problem('invalid', {}, read.errors);
  return read.data;
}

/** POST /ko/:office/installningar/oppna */
export const openQueueAction = (c: Http) =>
  orShown(
    c,
    () => openQueue(contextOf(c), idParam(c, 'office')),
    (shown, status) => settingsPage(c, shown, status),
  );

/** POST /ko/:office/installningar */
export const setQueueAction = (c: Http) =>
  orShown(
    c,
    async () =>
      setQueue(contextOf(c), idParam(c, 'office'), await form(c, blankIsAbsent(QueueSettingsSchema))),
    (shown, status) => settingsPage(c, shown, status),
  );

/** The fields of the form in the shape of a need: `names.fi`, `task.0` (`task:authority`) with `level.0`. */
const NeedForm = z.preprocess((body) => {
  const given = Object.entries(body as Record<string, unknown>).filter(
    ([, value]) => typeof value === 'string' && value.trim() !== '',
  ) as [string, string][];
  const at = new Map(given);
  const under = (start: string) =>
    given
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value]);
  return {
    ...Object.fromEntries(given.filter(([name]) => !name.includes('.'))),
    names: Object.fromEntries(under('names.')),
    tasks: under('task.').map(([row, value]) => {
      const [taskId, principalId] = (value ?? '').split(':');
      return { taskId, principalId, level: at.get(`level.${row}`) };
    }),
  };
}, NeedSchema);

/** GET /ko/:office/installningar/behov/nytt and POST */
export const showNewNeed = (c: Http) => needPage(c, null, NOTHING);
export const addNeedAction = (c: Http) =>
  orShown(
    c,
    async () => {
      await addNeed(contextOf(c), idParam(c, 'office'), await form(c, NeedForm));
    },
    (shown, status) => needPage(c, null, shown, status),
  );

/** GET /ko/:office/installningar/behov/:need and POST */
export const showNeed = (c: Http) => needPage(c, idParam(c, 'need'), NOTHING);
export const changeNeedAction = (c: Http) =>
  orShown(
    c,
    async () => changeNeed(contextOf(c), idParam(c, 'office'), idParam(c, 'need'), await form(c, NeedForm)),
    (shown, status) => needPage(c, idParam(c, 'need'), shown, status),
  );

/** POST /ko/:office/installningar/behov/:need/avsluta */
export const endNeedAction = (c: Http) =>
  orShown(
    c,
    () => endNeed(contextOf(c), idParam(c, 'office'), idParam(c, 'need')),
    (shown, status) => needPage(c, idParam(c, 'need'), { ...shown, given: {} }, status),
  );

const OrderForm = z.object({ by: z.enum(['-1', '1']) });

/** POST /ko/:office/installningar/behov/:need/ordning */
export const orderAction = (c: Http) =>
  orShown(
    c,
    async () => {
      const { by } = await form(c, OrderForm);
      await moveNeed(contextOf(c), idParam(c, 'office'), idParam(c, 'need'), by === '1' ? 1 : -1);
    },
    (shown, status) => settingsPage(c, shown, status),
  );

/** GET /ko/:office/installningar/disk/ny and POST */
export const showNewDesk = (c: Http) => deskSettingsPage(c, null, NOTHING);
export const addDeskAction = (c: Http) =>
  orShown(
    c,
    async () => {
      await addDesk(contextOf(c), idParam(c, 'office'), await form(c, blankIsAbsent(NewDeskSchema)));
    },
    (shown, status) => deskSettingsPage(c, null, shown, status),
  );

/** GET /ko/:office/installningar/disk/:desk and POST */
export const showDeskSettings = (c: Http) => deskSettingsPage(c, idParam(c, 'desk'), NOTHING);
export const changeDeskAction = (c: Http) =>
  orShown(
    c,
    async () =>
      changeDesk(
        contextOf(c),
        idParam(c, 'office'),
        idParam(c, 'desk'),
        await form(c, blankIsAbsent(ChangeDeskSchema)),
      ),
    (shown, status) => deskSettingsPage(c, idParam(c, 'desk'), shown, status),
  );

/** POST /ko/:office/installningar/disk/:desk/avsluta */
export const endDeskAction = (c: Http) =>
  orShown(
    c,
    () => endDesk(contextOf(c), idParam(c, 'office'), idParam(c, 'desk')),
    (shown, status) => deskSettingsPage(c, idParam(c, 'desk'), { ...shown, given: {} }, status),
  );
