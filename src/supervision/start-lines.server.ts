import { hasRole } from '../access/actor.ts';
import type { Context } from '../access/context.server.ts';
import type { StartLine } from '../shell/http.ts';
import { formatNumber } from '../ui/format.ts';
import { type Waiting, waiting } from './queries/waiting.server.ts';
import { deskTexts } from './texts.ts';

/** The three lines are asked one after the other for one page: they are counted once. */
const asked = new WeakMap<Context['actor'], Promise<Waiting>>();
function waitingFor(ctx: Context): Promise<Waiting> {
  let counted = asked.get(ctx.actor);
  if (counted === undefined) {
    counted = waiting(ctx);
    asked.set(ctx.actor, counted);
  }
  return counted;
}

/** What has come in and has no diary number. */
export const deskInboxLine: StartLine = async (ctx, locale) => {
  if (!hasRole(ctx.actor, 'supervisor')) return null;
  const { copies, reports } = await waitingFor(ctx);
  if (copies + reports === 0) return null;
  return { text: deskTexts[locale].home.unregistered(copies, reports), href: '/kammarkollegiet' };
};

/** What the rules have found and nobody has decided. */
export const deskSuggestionsLine: StartLine = async (ctx, locale) => {
  if (!hasRole(ctx.actor, 'supervisor')) return null;
  const { suggested } = await waitingFor(ctx);
  if (suggested === 0) return null;
  const text = deskTexts[locale].home.suggested(formatNumber(suggested, locale), suggested === 1);
  return { text, href: '/kammarkollegiet/avvikelser?lage=suggested' };
};

/** Who has not sent what was due: the annual report, or the copy of an agreement that its report names. */
export const deskLateLine: StartLine = async (ctx, locale) => {
  if (!hasRole(ctx.actor, 'supervisor')) return null;
  const { late } = await waitingFor(ctx);
  if (late.length === 0) return null;
  return { text: deskTexts[locale].home.late(late), href: '/kammarkollegiet#sena' };
};

export const deskLines: readonly StartLine[] = [deskInboxLine, deskSuggestionsLine, deskLateLine];
