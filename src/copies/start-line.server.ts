import { authoritiesOf } from '../access/actor.ts';
import type { StartLine } from '../shell/http.ts';
import { copyCounts } from './queries.server.ts';
import { copyTexts } from './texts.ts';

/** What a coordinator's authorities have not sent. */
export const copiesLine: StartLine = async (ctx, locale) => {
  if (authoritiesOf(ctx.actor, 'coordinator').length === 0) return null;
  const { due, late, failed } = await copyCounts(ctx);
  if (due + failed === 0) return null;
  return {
    text: copyTexts[locale].home(due, late, failed),
    href: late > 0 ? '/kopior?lage=late' : failed > 0 ? '/kopior?lage=failed' : '/kopior?lage=due',
  };
};
