import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Conflict } from '../commands/conflict.server.ts';
import { handOverTexts } from '../texts.ts';

/** Conflicts of interest that one's own side has declared; lifted by who answers for it, and then they stay to be read. */
export const Conflicts: FC<{
  id: string;
  conflicts: readonly (Conflict & { readonly mayLift: boolean })[];
  locale: Locale;
}> = ({ id, conflicts, locale }) => {
  const t = handOverTexts[locale].conflict;
  return conflicts.length === 0 ? null : (
    <section>
      <h2>{t.title}</h2>
      <ul class="plain">
        {conflicts.map((each) => (
          <li>
            <strong>{each.who}</strong> <span class="quiet">{t.declared(formatMoment(each.declaredAt))}</span>
            {each.reason === '' ? null : <p>{each.reason}</p>}
            {each.liftedAt === null ? null : (
              <p class="quiet">
                {t.lifted(each.liftedBy ?? '', formatMoment(each.liftedAt), each.liftedWhy ?? '')}
              </p>
            )}
            {each.mayLift ? (
              <details>
                <summary>{t.lift}</summary>
                <form method="post" action={`/overlamningar/${id}`}>
                  <input type="hidden" name="step" value="lift-conflict" />
                  <input type="hidden" name="key" value={crypto.randomUUID()} />
                  <input type="hidden" name="conflictId" value={each.id} />
                  <div class="field">
                    <label for={`hav-${each.id}`}>{t.why}</label>
                    <input id={`hav-${each.id}`} name="text" required maxlength={500} autocomplete="off" />
                  </div>
                  <Button kind="quiet">{t.lift}</Button>
                </form>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};
