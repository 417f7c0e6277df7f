import type { FC } from 'hono/jsx';
import { WhoSpeaks } from '../../contacts/pages/representation-part.tsx';
import type { RepresentationView } from '../../contacts/representation.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Choice, type Errors, Input, TextArea } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { handOverTexts } from '../texts.ts';

/** What is told of a matter that is handed over, or sent on. */
export const WishFields: FC<{
  given: Readonly<Record<string, string | undefined>>;
  errors: Errors;
  representations: readonly RepresentationView[];
  today: PlainDate;
  locale: Locale;
}> = ({ given, errors, representations, today, locale }) => {
  const o = handOverTexts[locale].offer;
  return (
    <>
      <TextArea
        name="wants"
        label={o.wants}
        help={o.wantsHelp}
        rows={5}
        required
        maxlength={4000}
        value={given.wants}
        error={errors.wants}
      />
      <TextArea name="done" label={o.done} rows={3} maxlength={4000} value={given.done} error={errors.done} />
      <WhoSpeaks
        id="representationId"
        representations={representations}
        value={given.representationId}
        locale={locale}
      />
      <Choice
        id="consent"
        name="consent"
        legend={o.consent}
        required
        value={given.consent}
        error={errors.consent}
        options={[
          { value: 'given', label: o.consentGiven },
          { value: 'not-needed', label: o.consentNotNeeded },
        ]}
      />
      <Choice
        id="reachBy"
        name="reachBy"
        legend={o.reachBy}
        required
        value={given.reachBy ?? 'code'}
        error={errors.reachBy}
        options={[
          { value: 'code', label: o.reachCode },
          { value: 'phone', label: o.reachPhone },
          { value: 'mail', label: o.reachMail },
          { value: 'letter', label: o.reachLetter },
        ]}
      />
      <Input name="reach" label={o.reach} help={o.reachHelp} value={given.reach} error={errors.reach} />
      <Input name="department" label={o.department} value={given.department} error={errors.department} />
      <details open={errors.postReachedOn !== undefined}>
        <summary>{o.post}</summary>
        <Input
          name="postReachedOn"
          label={o.postReachedOn}
          type="date"
          max={today}
          value={given.postReachedOn}
          error={errors.postReachedOn}
        />
        <label class="check">
          <input type="checkbox" name="postImprobable" value="true" /> {o.postImprobable}
        </label>
      </details>
    </>
  );
};
