import { z } from 'zod';
import { IdText } from '../../kernel/id.schema.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, originOf, readForm } from '../../shell/http.ts';
import {
  closeFault,
  markDuplicate,
  moveFault,
  noteOnFault,
  showToPublic,
  startFault,
} from '../commands/handle-fault.server.ts';
import { readReference } from '../reference.server.ts';
import { type StaffFault, staffFault, staffPhoto } from '../staff-queries.server.ts';
import { BODY_CLOSES } from '../states.ts';
import { words } from './form.ts';
import { photoResponse } from './photo.server.ts';
import { faultPage, referenceOf } from './staff-fault.tsx';

// What the body's people do with a report.

/** A step with a report: the form in the shape of `schema`, the command, and the page again, with what was wrong when it was. */
function step<S extends z.ZodType>(
  schema: S,
  work: (c: Http, fault: StaffFault, data: z.output<S>) => Promise<void>,
  after: (reference: string) => string = (reference) => `/felanmalningar/${reference}`,
) {
  return async (c: Http): Promise<Response> => {
    const ctx = contextOf(c);
    const fault = await staffFault(ctx, referenceOf(c));
    const form = await readForm(c, schema);
    if (!form.ok) return faultPage(c, fault, form.errors, null);
    try {
      await work(c, fault, form.data);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'invalid') return faultPage(c, fault, error.errors, null);
      if (error.code === 'not-possible' && typeof error.facts.reason === 'string')
        return faultPage(c, await staffFault(ctx, fault.reference), [], error.facts.reason);
      throw error;
    }
    return c.redirect(after(fault.reference), 303);
  };
}

const blank = z.literal('').transform(() => null);

export const startFaultAction = step(
  z.object({ vantas: z.union([blank, PlainDateSchema], 'not-a-date').optional() }),
  (c, fault, { vantas }) => startFault(contextOf(c), fault.id, vantas ?? null),
);
export const noteFaultAction = step(
  z.object({ ord: words(4000), for: z.enum(['oss', 'alla']) }),
  (c, fault, data) => noteOnFault(contextOf(c), fault.id, data.ord, data.for === 'alla'),
);
export const closeFaultAction = step(
  z.object({ hur: z.enum(BODY_CLOSES), svar: words(4000).default('') }),
  async (c, fault, { hur, svar }) => {
    if (hur !== 'fixed' && svar === '')
      throw new Problem('invalid', {}, [{ field: 'svar', code: 'required' }]);
    await closeFault(contextOf(c), originOf(c), fault.id, hur, svar);
  },
);
/** Who moves it to another body does not see it any more: back to the list. */
export const moveFaultAction = step(
  z.object({ typ: IdText, varfor: words(2000).default('') }),
  (c, fault, { typ, varfor }) => moveFault(contextOf(c), fault.id, typ, varfor),
  () => '/felanmalningar',
);
export const duplicateFaultAction = step(
  z.object({ referens: z.string().max(40, 'too-long') }),
  (c, fault, { referens }) =>
    markDuplicate(contextOf(c), originOf(c), fault.id, readReference(referens) ?? ''),
);
export const shownAction = step(
  z.union([
    z.object({ beskrivning: z.enum(['visa', 'dolj']) }),
    z.object({ bild: z.uuid('invalid-value'), visa: z.enum(['ja', 'nej']) }),
    z.object({ lank: z.enum(['visa', 'dolj']) }),
  ]),
  (c, fault, data) =>
    showToPublic(
      contextOf(c),
      fault.id,
      'beskrivning' in data
        ? { description: data.beskrivning === 'visa' }
        : 'lank' in data
          ? { media: data.lank === 'visa' }
          : { photo: data.bild, shown: data.visa === 'ja' },
    ),
);

/** GET /felanmalningar/:reference/bild/:id */
export async function showStaffPhoto(c: Http): Promise<Response> {
  const id = c.req.param('id') ?? '';
  if (!z.uuid().safeParse(id).success) throw new Problem('not-found');
  return photoResponse(c, await staffPhoto(contextOf(c), referenceOf(c), id));
}
