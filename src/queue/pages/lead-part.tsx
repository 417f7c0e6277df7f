import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { leadTexts } from '../lead-texts.ts';
import type { LeadView } from '../lead-view.server.ts';

/** What every part of the manager's page is given. */
export interface LeadPart {
  readonly view: LeadView;
  readonly now: Temporal.Instant;
  readonly locale: Locale;
}

/** A step that needs a reason: folded until it is wanted. */
export const ReasonForm: FC<{ id: string; action: string; title: string; help: string; locale: Locale }> = ({
  id,
  action,
  title,
  help,
  locale,
}) => {
  const t = leadTexts[locale];
  return (
    <details id={id}>
      <summary>{title}</summary>
      <form method="post" action={action} class="reason-form">
        <p class="help">{help}</p>
        <label>
          {t.reason}
          <input
            type="text"
            name="reason"
            id={`${id}-reason`}
            minlength={3}
            maxlength={300}
            required
            autocomplete="off"
            placeholder={t.reasonHelp}
          />
        </label>
        <Button kind="danger">{title}</Button>
      </form>
    </details>
  );
};
